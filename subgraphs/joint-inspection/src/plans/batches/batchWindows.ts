import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { jointError } from '../../errors.js';

/** First and last day. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** A plan that is about to be convened, as far as its batches go. */
export interface BatchedPlan {
  readonly batches: number;
  /** One a batch, in order; none, or null: even parts of the days that all legs have in common. */
  readonly batchWindows?: readonly Days[] | null;
  /** Windows that they had before, which stay where they still fit and no others are given. */
  readonly formerBatchWindows?: readonly Days[];
  /** Fewest days that a visit's window must have. */
  readonly minOverlap: number;
  readonly legs: readonly { readonly windowFirst: string; readonly windowLast: string }[];
}

/** Most batches of a plan: one for each week of its year. */
const MOST_BATCHES = 53;

/**
 * The windows of a plan's batches, each inside the days that all legs have in common: whatever legs a visit covers, it can
 * be made in any batch.
 * @returns one a batch; none for a plan of one batch
 * @throws OV_JOINT_BATCHES, OV_JOINT_BATCH_COUNT, OV_JOINT_BATCH_WINDOW, OV_JOINT_BATCH_DAYS
 */
export function batchWindowsOf(plan: BatchedPlan): readonly Days[] {
  const { batches } = plan;
  if (batches < 1 || batches > MOST_BATCHES) throw jointError('OV_JOINT_BATCHES', { batches, most: MOST_BATCHES });
  const given = plan.batchWindows ?? null;
  const needed = batches === 1 ? 0 : batches;
  if (given !== null && given.length !== needed) {
    throw jointError('OV_JOINT_BATCH_COUNT', { batches, given: given.length });
  }
  if (needed === 0) return [];
  if (given !== null) return checked(given, plan);
  const former = plan.formerBatchWindows ?? [];
  return former.length === needed && firstUnfit(former, plan) < 0 ? former : evenParts(plan);
}

function checked(windows: readonly Days[], plan: BatchedPlan): readonly Days[] {
  const index = firstUnfit(windows, plan);
  if (index < 0) return windows;
  const { first, last } = windows[index] ?? { first: '', last: '' };
  const common = commonDays(plan);
  const values = { index, first, last, commonFirst: common.first, commonLast: common.last, days: plan.minOverlap };
  throw jointError('OV_JOINT_BATCH_WINDOW', values);
}

/** The place of the first window that is not after the one before, inside the days in common and long enough; -1 for none. */
function firstUnfit(windows: readonly Days[], plan: BatchedPlan): number {
  const common = commonDays(plan);
  return windows.findIndex((window, index) => {
    const before = windows[index - 1]?.last ?? '';
    const inside = window.first >= common.first && window.last <= common.last && window.first > before;
    return !inside || lengthOf(window) < plan.minOverlap;
  });
}

function evenParts(plan: BatchedPlan): readonly Days[] {
  const { batches, minOverlap } = plan;
  const common = commonDays(plan);
  const found = Math.max(0, lengthOf(common));
  if (Math.floor(found / batches) < minOverlap) {
    throw jointError('OV_JOINT_BATCH_DAYS', { found, batches, days: minOverlap });
  }
  const start = dayNumber(common.first) ?? 0;
  const begin = (batch: number): number => start + Math.floor((found * batch) / batches);
  return Array.from({ length: batches }, (_, batch) => ({
    first: dateOfDay(begin(batch)),
    last: dateOfDay(begin(batch + 1) - 1),
  }));
}

/** The days that all legs have in common; the last before the first where there are none. */
function commonDays({ legs }: BatchedPlan): Days {
  const first = legs.map((leg) => leg.windowFirst).sort();
  const last = legs.map((leg) => leg.windowLast).sort();
  return { first: first.at(-1) ?? '', last: last[0] ?? '' };
}

/** The window of a row. */
export function daysOf(row: { readonly windowFirst: string; readonly windowLast: string }): Days {
  return { first: row.windowFirst, last: row.windowLast };
}

/** How many days a window has; none or fewer where its last day is before its first. */
export function lengthOf({ first, last }: Days): number {
  return (dayNumber(last) ?? 0) - (dayNumber(first) ?? 0) + 1;
}
