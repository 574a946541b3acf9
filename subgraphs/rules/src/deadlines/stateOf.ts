import { dayOf } from '../workingDays/days.js';
import type { WorkingCalendar } from '../workingDays/workingCalendar.js';
import type { Anchor } from './DeadlineRule.js';
import type { Deadline, RunningDeadline } from './deadlineOf.js';
import { suspensionAt } from './suspensions.js';

/** A day that is due; `provisional` as long as a notice of holidays to come can move it. */
export interface Due {
  readonly due: string;
  readonly provisional: boolean;
}

/**
 * How a deadline stands on a day. `left` and `late` are working days without suspended ones: of the days after today up to
 * the due day, and after the due day up to today or the day of closing. What is overdue on a Saturday after a Friday that
 * was due is late by 0 of them.
 */
export type DeadlineState =
  | { readonly state: 'NOT_STARTED'; readonly waitsFor: Anchor; readonly items: readonly string[] }
  | ({ readonly state: 'RUNNING' | 'DUE_SOON'; readonly left: number } & Due)
  /** `due` is known where the suspension's end is; else it is null, and `left` counts days as the rule does. */
  | {
      readonly state: 'SUSPENDED';
      readonly since: string;
      readonly until: string | null;
      readonly due: Due | null;
      readonly left: number;
    }
  | ({ readonly state: 'OVERDUE'; readonly late: number } & Due)
  /** `due` is null where it was done before it could be due. */
  | { readonly state: 'MET'; readonly closedOn: string; readonly due: Due | null }
  | ({ readonly state: 'MET_LATE'; readonly closedOn: string; readonly late: number } & Due);

/** What a state is asked for. */
export interface Asked {
  /** YYYY-MM-DD; the day in China (`calendarDate` of the kit). */
  readonly today: string;
  /** When what the deadline asks for was done; null or later than today: not yet. */
  readonly closedOn: string | null;
  /** With so many working days left it is due soon. */
  readonly soonWithin?: number;
}

export const SOON_WITHIN = 3;

/**
 * How a deadline stands on a day; also on one that is past, as of then.
 * @throws OV_RULES_DATE
 */
export function stateOf(deadline: Deadline, asked: Asked, calendar: WorkingCalendar): DeadlineState {
  const today = dayOf(asked.today);
  const { closedOn } = asked;
  const closed = closedOn !== null && dayOf(closedOn) <= today;
  switch (deadline.status) {
    case 'PENDING':
      if (closed) return { state: 'MET', closedOn, due: null };
      return { state: 'NOT_STARTED', waitsFor: deadline.waitsFor, items: deadline.items };
    case 'SUSPENDED':
      if (closed) return { state: 'MET', closedOn, due: null };
      if (dayOf(deadline.anchor.on) > today) return notStarted(deadline.anchor.kind);
      return { state: 'SUSPENDED', since: deadline.since, until: null, due: null, left: deadline.left };
    case 'RUNNING':
      return closed ? closedState(deadline, closedOn, calendar) : openState(deadline, today, asked, calendar);
  }
}

function notStarted(waitsFor: Anchor): DeadlineState {
  return { state: 'NOT_STARTED', waitsFor, items: [] };
}

function closedState(deadline: RunningDeadline, closedOn: string, calendar: WorkingCalendar): DeadlineState {
  const due = { due: deadline.due, provisional: deadline.provisional };
  if (dayOf(closedOn) <= dayOf(deadline.due)) return { state: 'MET', closedOn, due };
  return { state: 'MET_LATE', closedOn, ...due, late: calendar.workingDaysBetween(deadline.due, closedOn).days };
}

function openState(deadline: RunningDeadline, today: number, asked: Asked, calendar: WorkingCalendar): DeadlineState {
  const due = { due: deadline.due, provisional: deadline.provisional };
  const dueDay = dayOf(deadline.due);
  if (today > dueDay) {
    return { state: 'OVERDUE', ...due, late: calendar.workingDaysBetween(deadline.due, asked.today).days };
  }
  const { anchor } = deadline;
  if (anchor !== null && dayOf(anchor.on) > today) return notStarted(anchor.kind);
  const suspended = suspensionAt(deadline.suspensions);
  let left = 0;
  for (let day = today + 1; day <= dueDay; day += 1) {
    if (calendar.kindOf(day).working && suspended(day) === undefined) left += 1;
  }
  const now = suspended(today);
  if (now !== undefined) return { state: 'SUSPENDED', since: now.first, until: now.last, due, left };
  return { state: left <= (asked.soonWithin ?? SOON_WITHIN) ? 'DUE_SOON' : 'RUNNING', ...due, left };
}
