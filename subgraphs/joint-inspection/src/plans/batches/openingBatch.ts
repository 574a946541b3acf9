import type { Leg, Terms } from '@onevisit/draw';
import { jointError } from '../../errors.js';
import type { PlanBatch } from '../../generated/client.js';
import { lengthOf } from './batchWindows.js';

/** How the batches of a plan are drawn: GraphQL's BatchDraws. */
export type BatchDraws = 'ONE_DRAW' | 'A_DRAW_EACH';

/** A plan of which a draw is about to be opened, as far as its batches go. */
export interface OpenedPlan {
  readonly id: string;
  readonly batches: number;
  readonly batchDraws: string;
  /** In order; none where there is one batch. */
  readonly batchWindows: readonly PlanBatch[];
}

/** The draw in force on which the one to be opened goes on. */
export interface FollowedDraw {
  readonly batchLast: number | null;
}

/** What a draw that is about to be opened draws for. */
export interface OpeningBatch {
  /** The plan's terms, windows cut to the days that are left. */
  readonly terms: Terms;
  /** The batches into which its visits fall; null where the plan has one. */
  readonly batchFirst: number | null;
  readonly batchLast: number | null;
}

/**
 * Which batches a draw fills, and in which windows. The first draw of a plan that is drawn at once fills them all; whoever
 * is drawn for it later joins the batches that have not begun. A plan with a draw for each batch draws the next one whose
 * window is not over.
 * @param follows null for the first draw
 * @throws OV_JOINT_BATCHES_OVER
 */
export function openingBatch(
  plan: OpenedPlan,
  terms: Terms,
  follows: FollowedDraw | null,
  today: string,
): OpeningBatch {
  if (plan.batchDraws === 'A_DRAW_EACH') {
    const batch = nextBatch(plan, terms.minOverlap, follows?.batchLast ?? 0, today);
    const window = [later(batch.windowFirst, today), batch.windowLast] as const;
    return { terms: withWindows(terms, () => window), batchFirst: batch.number, batchLast: batch.number };
  }
  const [one, last] = [plan.batchWindows[0], plan.batchWindows.at(-1)];
  const [first, batches] = [one?.number ?? null, last?.number ?? null];
  if (follows === null) return { terms, batchFirst: first, batchLast: batches };
  const joined = plan.batchWindows.find(({ windowFirst }) => windowFirst > today) ?? last;
  const from = later(joined?.windowFirst ?? today, today);
  const left = withWindows(terms, ({ window }) => [later(window[0], from), window[1]]);
  for (const { window } of left.legs) {
    const lastDay = joined === undefined ? window[1] : earlier(window[1], last?.windowLast ?? '');
    if (lengthOf({ first: window[0], last: lastDay }) >= terms.minOverlap) continue;
    throw jointError('OV_JOINT_BATCHES_OVER', { planId: plan.id, last: lastDay });
  }
  return { terms: left, batchFirst: joined?.number ?? null, batchLast: batches };
}

function nextBatch({ id, batchWindows }: OpenedPlan, minOverlap: number, drawn: number, today: string): PlanBatch {
  const batch = batchWindows.find(({ number, windowFirst, windowLast }) => {
    return number > drawn && lengthOf({ first: later(windowFirst, today), last: windowLast }) >= minOverlap;
  });
  if (batch !== undefined) return batch;
  throw jointError('OV_JOINT_BATCHES_OVER', { planId: id, last: batchWindows.at(-1)?.windowLast ?? '' });
}

function withWindows(terms: Terms, windowOf: (leg: Leg) => Leg['window']): Terms {
  return { ...terms, legs: terms.legs.map((leg) => ({ ...leg, window: windowOf(leg) })) };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
