import type { DrawStep } from '@onevisit/draw';
import type { Prisma } from '../database.js';
import type { Draw } from '../generated/client.js';

/** What a long step of a draw is doing: GraphQL's JobStep. */
export type JobStep = DrawStep | 'STREAM' | 'TREE' | 'READ' | 'RECORD' | 'KEEP' | 'NAMES';

/** State of a long step: GraphQL's JobState. */
export type JobState = 'NOT_STARTED' | 'WAITING' | 'RUNNING' | 'STOPPED' | 'CANCELLED' | 'DONE';

/** How far a long step of a draw is: GraphQL's DrawProgress. */
export interface DrawProgress {
  readonly job: 'FREEZE' | 'DRAW';
  readonly state: JobState;
  readonly step: JobStep | null;
  /** Lines streamed or read: entries and inspectors. */
  readonly entries: number;
  readonly total: number | null;
  readonly entriesPerSecond: number | null;
  readonly waitingFor: readonly string[];
  readonly waitingForDraw: string | null;
  readonly error: string | null;
  readonly times: readonly { readonly step: JobStep; readonly seconds: number }[];
}

/** Before a freeze begins. */
export const NO_PROGRESS: DrawProgress = {
  job: 'FREEZE',
  state: 'NOT_STARTED',
  step: null,
  entries: 0,
  total: null,
  entriesPerSecond: null,
  waitingFor: [],
  waitingForDraw: null,
  error: null,
  times: [],
};

/** The progress in a draw's row. */
export function progressOf({ progress }: Pick<Draw, 'progress'>): DrawProgress {
  return { ...NO_PROGRESS, ...(progress as object) };
}

/** A progress as it stands in a row. */
export function kept(progress: DrawProgress): Prisma.InputJsonObject {
  return progress as unknown as Prisma.InputJsonObject;
}
