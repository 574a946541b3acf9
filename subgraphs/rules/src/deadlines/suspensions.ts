import { dateOfDay, dayOf } from '../workingDays/days.js';
import { deadlineError } from './deadlineErrors.js';

/**
 * Days that do not count (中止、扣除), as those of testing and appraisal do not: 行政许可法, 第四十五条; 市场监督管理行政处罚
 * 程序规定, 第六十四条. `first` and `last` are both within; it is open as long as there is no `last`.
 */
export interface Suspension {
  readonly first: string;
  readonly last: string | null;
}

/**
 * The same days as spans that neither overlap nor touch, in their order; only the last one can be open.
 * @throws OV_RULES_DATE, OV_RULES_DEADLINE_SUSPENSION
 */
export function mergeSuspensions(suspensions: readonly Suspension[]): readonly Suspension[] {
  const spans = suspensions.map(({ first, last }) => {
    const span = { first: dayOf(first), last: last === null ? Number.POSITIVE_INFINITY : dayOf(last) };
    if (span.last < span.first) throw deadlineError('OV_RULES_DEADLINE_SUSPENSION', { first, last: String(last) });
    return span;
  });
  const merged: { first: number; last: number }[] = [];
  for (const span of spans.sort((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before !== undefined && span.first <= before.last + 1) before.last = Math.max(before.last, span.last);
    else merged.push(span);
  }
  return merged.map(({ first, last }) => ({
    first: dateOfDay(first),
    last: Number.isFinite(last) ? dateOfDay(last) : null,
  }));
}

/** Tells by a day's number the suspension that it falls in. */
export function suspensionAt(suspensions: readonly Suspension[]): (day: number) => Suspension | undefined {
  const spans = suspensions.map((suspension) => ({
    suspension,
    first: dayOf(suspension.first),
    last: suspension.last === null ? Number.POSITIVE_INFINITY : dayOf(suspension.last),
  }));
  return (day) => spans.find(({ first, last }) => day >= first && day <= last)?.suspension;
}
