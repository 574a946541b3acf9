import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import {
  type Anchor,
  deadlineOf,
  SOON_WITHIN,
  type Suspension,
  type VisitHistory,
  type WorkingCalendar,
} from '@onevisit/rules';

/** What a deadline counts. Days are YYYY-MM-DD. */
export interface Counting {
  /** Working days; 0: on the day of the anchor. */
  readonly within: number;
  readonly anchor: Anchor;
  readonly anchorOn: string;
  /** Due at once (及时), the days being the outer limit. */
  readonly promptly: boolean;
  readonly suspensions: readonly Suspension[];
  /** The day on which what is due was done, which ends a suspension; null while it is not. */
  readonly closedOn: string | null;
}

/** When it is due; days are null while it is suspended with no end in sight. */
export interface DueDays {
  readonly due: string | null;
  readonly provisional: boolean;
  /** The first day on which it is due soon. */
  readonly soonFrom: string | null;
}

/** Counts a deadline whose anchor is there. @throws OV_RULES_* for days and suspensions that cannot be */
export function dueOf(counting: Counting, calendar: WorkingCalendar): DueDays {
  const { within, anchor, anchorOn, promptly } = counting;
  const suspensions = endedSuspensions(counting);
  if (within === 0) return { due: anchorOn, provisional: false, soonFrom: anchorOn };
  const rule = { within, days: 'WORKING', from: anchor } as const;
  const deadline = deadlineOf(rule, historyAt(anchor, anchorOn), suspensions, calendar);
  if (deadline.status !== 'RUNNING') return { due: null, provisional: false, soonFrom: null };
  const { due, provisional } = deadline;
  return { due, provisional, soonFrom: promptly ? anchorOn : soonFromOf(due, { anchorOn, suspensions }, calendar) };
}

/** Suspensions as far as they last: to the day before the one on which what was due was done, so that this is judged by a day. */
function endedSuspensions({ suspensions, closedOn }: Counting): readonly Suspension[] {
  if (closedOn === null) return suspensions;
  const before = dateOfDay((dayNumber(closedOn) ?? 0) - 1);
  return suspensions
    .map(({ first, last }) => ({ first, last: last ?? before }))
    .filter(({ first, last }) => first <= last);
}

/** A history in which an anchor is reached on a day. */
function historyAt(anchor: Anchor, on: string): VisitHistory {
  if (anchor === 'LAST_ITEM_DONE') return { items: [''], events: [{ kind: 'ITEM_DONE', item: '', on }] };
  return { items: [], events: [{ kind: anchor, on }] };
}

/** The earliest day after which no more than a few days are left that count; `stateOf` calls it due soon from there. */
function soonFromOf(
  due: string,
  { anchorOn, suspensions }: Pick<Counting, 'anchorOn' | 'suspensions'>,
  calendar: WorkingCalendar,
): string {
  let date = due;
  for (let left = 0; date > anchorOn; ) {
    const suspended = suspensions.some(({ first, last }) => first <= date && (last === null || date <= last));
    if (calendar.isWorkingDay(date).working && !suspended) left += 1;
    if (left > SOON_WITHIN) break;
    date = dateOfDay((dayNumber(date) ?? 0) - 1);
  }
  return date;
}
