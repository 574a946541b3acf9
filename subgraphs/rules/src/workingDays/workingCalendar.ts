import { ruleError } from '../errors.js';
import { FIRST_DECEMBER_DAY } from './checkNotice.js';
import { dateOfDay, dayOf, isWeekend } from './days.js';
import { libraryYears } from './libraryYears.js';
import { fixedHolidaysOf } from './nationalHolidays.js';
import { twoNotices } from './noticeErrors.js';
import type { YearArrangement } from './YearNotice.js';

/** Whether a day is worked; `provisional` where no published notice says so yet. */
export interface DayKind {
  readonly working: boolean;
  readonly provisional: boolean;
}

/** A day that was counted to; `provisional` if any day on the way was. */
export interface Reached {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly provisional: boolean;
}

/** A number of working days; `provisional` if any day among them was. */
export interface Counted {
  readonly days: number;
  readonly provisional: boolean;
}

/** Which days are worked, and counting by them. Dates are `YYYY-MM-DD`; other text throws OV_RULES_DATE. */
export interface WorkingCalendar {
  /** Whether the State Council's notice for a year is in it. */
  known(year: number): boolean;
  isWorkingDay(date: string): DayKind;
  /** The same by a day's number, for whoever walks day by day. */
  kindOf(day: number): DayKind;
  /**
   * The `n`-th working day after a day, which itself does not count: 期间开始的当日不计入 (民法典, 第二百零一条).
   * @param n 1 to 3660, or else OV_RULES_DAYS_COUNT
   */
  addWorkingDays(from: string, n: number): Reached;
  /**
   * Working days after `from`, up to and with `to`, so that `workingDaysBetween(from, addWorkingDays(from, n).date)` is
   * `n`. Where `to` is the earlier one, the count the other way round, negative.
   */
  workingDaysBetween(from: string, to: string): Counted;
  /** The day itself if it is worked, or else the first worked one after it. */
  firstWorkingDayFrom(date: string): Reached;
  /** The day itself if it is worked, or else the last worked one before it. */
  lastWorkingDayUntil(date: string): Reached;
}

const MOST_DAYS = 3660;

/** @throws OV_RULES_DAYS_COUNT unless it is a whole number of 1 to 3660 days */
export function checkCount(n: number): void {
  if (!Number.isInteger(n) || n < 1 || n > MOST_DAYS) throw ruleError('OV_RULES_DAYS_COUNT', { n, most: MOST_DAYS });
}

/**
 * The calendar of the years that `chinese-days` holds and of imported notices. A notice for a year of the library takes the
 * library's place: so an amended year is imported. Every other year is provisional: Saturdays, Sundays and the holidays
 * whose date the law itself gives (`fixedHolidaysOf`) are off. So is the end of December as long as the notice for the year
 * after is missing, which may still swap its days.
 * @throws OV_RULES_NOTICE_TWICE
 */
export function workingCalendar(notices: readonly YearArrangement[] = []): WorkingCalendar {
  const years = arrangementsOf(notices);
  const arranged = arrangedDays(years);
  const certain = certainSpans(years);

  const kindOf = (day: number): DayKind => {
    const working = arranged.get(day);
    if (working !== undefined) return working ? WORKED : OFF;
    const rests = isWeekend(day);
    if (certain.some(({ first, last }) => day >= first && day <= last)) return rests ? OFF : WORKED;
    return rests || isFixedHoliday(day) ? PERHAPS_OFF : PERHAPS_WORKED;
  };

  return {
    known: (year) => years.has(year),
    kindOf,
    isWorkingDay: (date) => kindOf(dayOf(date)),
    ...countingBy(kindOf),
  };
}

type Counting = Omit<WorkingCalendar, 'known' | 'kindOf' | 'isWorkingDay'>;

function countingBy(kindOf: WorkingCalendar['kindOf']): Counting {
  /** Goes from a day, itself included, to the first that is worked. */
  const seek = (date: string, step: 1 | -1): Reached => {
    let day = dayOf(date);
    let kind = kindOf(day);
    let provisional = kind.provisional;
    while (!kind.working) {
      day += step;
      kind = kindOf(day);
      provisional ||= kind.provisional;
    }
    return { date: dateOfDay(day), provisional };
  };

  const between = (from: number, to: number): Counted => {
    let days = 0;
    let provisional = false;
    for (let day = from + 1; day <= to; day += 1) {
      const kind = kindOf(day);
      if (kind.working) days += 1;
      provisional ||= kind.provisional;
    }
    return { days, provisional };
  };

  return {
    addWorkingDays: (from, n) => {
      checkCount(n);
      let day = dayOf(from);
      let provisional = false;
      for (let left = n; left > 0; ) {
        day += 1;
        const kind = kindOf(day);
        if (kind.working) left -= 1;
        provisional ||= kind.provisional;
      }
      return { date: dateOfDay(day), provisional };
    },
    workingDaysBetween: (from, to) => {
      const [first, last] = [dayOf(from), dayOf(to)];
      if (first <= last) return between(first, last);
      const { days, provisional } = between(last, first);
      return { days: -days, provisional };
    },
    firstWorkingDayFrom: (date) => seek(date, 1),
    lastWorkingDayUntil: (date) => seek(date, -1),
  };
}

const WORKED: DayKind = { working: true, provisional: false };
const OFF: DayKind = { working: false, provisional: false };
const PERHAPS_WORKED: DayKind = { working: true, provisional: true };
const PERHAPS_OFF: DayKind = { working: false, provisional: true };

function arrangementsOf(notices: readonly YearArrangement[]): ReadonlyMap<number, YearArrangement> {
  const years = new Map(libraryYears().map((arrangement) => [arrangement.year, arrangement]));
  const given = new Set<number>();
  for (const notice of notices) {
    if (given.has(notice.year)) throw twoNotices(notice.year);
    given.add(notice.year);
    years.set(notice.year, notice);
  }
  return years;
}

/** Every day that a notice names, and whether it is worked; where two years' notices name one, the later year's counts. */
function arrangedDays(years: ReadonlyMap<number, YearArrangement>): ReadonlyMap<number, boolean> {
  const days = new Map<number, boolean>();
  for (const { holidays, worked } of [...years.values()].sort((a, b) => a.year - b.year)) {
    for (const { first, last } of holidays) {
      for (let day = dayOf(first); day <= dayOf(last); day += 1) days.set(day, false);
    }
    for (const date of worked) days.set(dayOf(date), true);
  }
  return days;
}

/** The days on which no notice to come can change anything. */
function certainSpans(
  years: ReadonlyMap<number, YearArrangement>,
): readonly { readonly first: number; readonly last: number }[] {
  return [...years.keys()].map((year) => ({
    first: dayOf(`${year}-01-01`),
    last: dayOf(`${year}-12-${years.has(year + 1) ? 31 : FIRST_DECEMBER_DAY - 1}`),
  }));
}

function isFixedHoliday(day: number): boolean {
  const date = dateOfDay(day);
  return fixedHolidaysOf(Number(date.slice(0, 4))).some((holiday) => holiday.date === date);
}
