import { dateOfDay, dayOf } from '../workingDays/days.js';
import { checkCount, type WorkingCalendar } from '../workingDays/workingCalendar.js';
import { anchorOf, type VisitHistory } from './anchorOf.js';
import type { Anchor, DeadlineRule } from './DeadlineRule.js';
import { mergeSuspensions, type Suspension, suspensionAt } from './suspensions.js';

/** When something is due. Dates are `YYYY-MM-DD`. */
export type Deadline = PendingDeadline | RunningDeadline | SuspendedDeadline;

/** The anchor is not there yet. */
export interface PendingDeadline {
  readonly status: 'PENDING';
  readonly waitsFor: Anchor;
  /** Items not done yet, where it waits for the last of them. */
  readonly items: readonly string[];
}

/** The anchor is there, and the last day known. */
export interface RunningDeadline {
  readonly status: 'RUNNING';
  /** The last day, up to its midnight (民法典, 第二百零三条第二款). */
  readonly due: string;
  /** Whether a notice of holidays that is not out yet can still move `due`. */
  readonly provisional: boolean;
  /** What it counts from; null for a date of the plan calendar. */
  readonly anchor: { readonly kind: Anchor; readonly on: string } | null;
  /** Merged, in their order. */
  readonly suspensions: readonly Suspension[];
}

/** It is suspended with no end in sight: no day is due, and none before `since` can be. */
export interface SuspendedDeadline {
  readonly status: 'SUSPENDED';
  readonly since: string;
  readonly anchor: { readonly kind: Anchor; readonly on: string };
  /** Days left when it goes on, as its rule counts them. */
  readonly left: number;
}

/**
 * Counts a rule's days from its anchor. The anchor's day does not count, nor do suspended days; the last day of a period of
 * calendar days moves on to a working day that is not suspended, unless its rule lets it stay.
 * @throws OV_RULES_DATE, OV_RULES_DAYS_COUNT, OV_RULES_DEADLINE_*
 */
export function deadlineOf(
  rule: DeadlineRule,
  history: VisitHistory,
  suspensions: readonly Suspension[],
  calendar: WorkingCalendar,
): Deadline {
  checkCount(rule.within);
  const reached = anchorOf(rule.from, history);
  if (!reached.reached) return { status: 'PENDING', waitsFor: rule.from, items: reached.items };
  const anchor = { kind: rule.from, on: reached.on };
  const merged = mergeSuspensions(suspensions);
  const suspended = suspensionAt(merged);

  let day = dayOf(anchor.on);
  let left = rule.within;
  let provisional = false;
  while (left > 0 || !mayEndOn(rule, day, calendar, suspended)) {
    day += 1;
    const suspension = suspended(day);
    if (suspension?.last === null) return { status: 'SUSPENDED', since: suspension.first, anchor, left };
    const { working, provisional: perhaps } = calendar.kindOf(day);
    if (left > 0 && suspension === undefined && (working || rule.days === 'CALENDAR')) left -= 1;
    // How many calendar days have gone by is no matter of holidays; on which of them the period may end is.
    if (rule.days === 'WORKING' || (left === 0 && rule.onRestDay !== 'STAYS')) provisional ||= perhaps;
  }
  return { status: 'RUNNING', due: dateOfDay(day), provisional, anchor, suspensions: merged };
}

/** Whether a period may end on a day, all its days having been counted. */
function mayEndOn(
  rule: DeadlineRule,
  day: number,
  calendar: WorkingCalendar,
  suspended: (day: number) => Suspension | undefined,
): boolean {
  if (rule.days === 'WORKING' || rule.onRestDay === 'STAYS') return true;
  return calendar.kindOf(day).working && suspended(day) === undefined;
}
