import { dayNumber } from '@onevisit/draw/calendar';
import { citedAs } from '@onevisit/rules';
import { jointError } from '../errors.js';
import type { PlanRules } from '../rules/PlanRules.js';

/**
 * The departments of a visit for whose items one report is made: those whose rules ask for one comprehensive team
 * (综合检查小组; Luohe art. 4, 18); a department whose rules do not reports alone.
 * @param departments of the visit
 */
export function reportingTogether(
  rules: PlanRules,
  departments: readonly string[],
  department: string,
): readonly string[] {
  const together = departments.filter((code) => rules.of(code).rule('one-visit')?.report === 'ONE');
  return together.includes(department) ? together : [department];
}

/** A leg's window, by whom. */
interface LegWindow {
  readonly id: string;
  readonly department: string;
  readonly windowFirst: string;
  readonly windowLast: string;
}

/**
 * Checks that a subject can be visited once for all legs whose rules ask for it: their windows share enough days.
 * @param minOverlap fewest days that a joint visit's window must have
 * @throws OV_JOINT_LEGS_DO_NOT_MEET
 */
export function checkLegsMeet(rules: PlanRules, legs: readonly LegWindow[], minOverlap: number): void {
  const meeting = legs.filter(({ department }) => rules.of(department).rule('one-visit')?.legs === 'MUST_MEET');
  const latest = meeting.toSorted((a, b) => compare(b.windowFirst, a.windowFirst))[0];
  const earliest = meeting.toSorted((a, b) => compare(a.windowLast, b.windowLast))[0];
  if (latest === undefined || earliest === undefined || latest.id === earliest.id) return;
  const days = (dayNumber(earliest.windowLast) ?? 0) - (dayNumber(latest.windowFirst) ?? 0) + 1;
  if (days >= minOverlap) return;
  const rule = rules.of(latest.department).rule('one-visit');
  throw jointError('OV_JOINT_LEGS_DO_NOT_MEET', {
    earlier: earliest.id,
    last: earliest.windowLast,
    later: latest.id,
    first: latest.windowFirst,
    minOverlap,
    cite: citedAs(rule?.cite ?? []),
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
