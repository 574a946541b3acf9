/** How far a freeze is: GraphQL's FreezeProgress. */
export interface FreezeProgress {
  /** Lines streamed: entries and inspectors. */
  readonly entries: number;
  readonly entriesPerSecond: number | null;
  readonly waitingFor: readonly string[];
  readonly error: string | null;
}

/** Before a freeze begins. */
export const NO_PROGRESS = { entries: 0, entriesPerSecond: null, waitingFor: [] as string[], error: null };
