import type { ErrorValues } from '@onevisit/kit/errors';
import { dateOfDay, dayOf, isWeekend } from './days.js';
import { fixedHolidaysOf, NATIONAL_HOLIDAYS } from './nationalHolidays.js';
import { type CatalogueCode, type NoticeProblem, noticeRefused, problemAt } from './noticeErrors.js';
import { weekdayNames } from './weekdayNames.js';
import { type YearNotice, yearNoticeSchema } from './YearNotice.js';

/**
 * A notice may arrange days of the neighbouring years for New Year's: 2018's end was swapped by the notice for 2019. None
 * since 2004 reached further than 29 December; from the 25th on covers whatever weekend could be swapped.
 */
export const FIRST_DECEMBER_DAY = 25;
const LAST_JANUARY_DAY = 7;

/** Says where a part of a notice stands; by default its path, such as `holidays[2].first`. */
export type PlaceOf = (path: readonly PropertyKey[]) => string;

type Report = (path: readonly PropertyKey[], code: CatalogueCode, values: ErrorValues) => void;

/**
 * Checks data that should be a year's notice: its shape, and that it can be true.
 * @throws OV_RULES_NOTICE_REFUSED with every problem, each with its place and an `OV_RULES_NOTICE_*` code of its own
 */
export function checkNotice(value: unknown, placeOf: PlaceOf = pathText): YearNotice {
  const problems: NoticeProblem[] = [];
  const report: Report = (path, code, values) => problems.push(problemAt(placeOf(path), code, values));
  const shape = yearNoticeSchema.safeParse(value);
  if (!shape.success) {
    for (const issue of shape.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) report([...issue.path, key], 'OV_RULES_NOTICE_KEY', { key });
      } else problems.push({ place: placeOf(issue.path), code: 'OV_RULES_NOTICE_SHAPE', problem: issue.message });
    }
    throw noticeRefused(problems);
  }
  const notice = shape.data;
  checkYears(notice, report);
  // What else such dates would break says nothing new.
  if (problems.length > 0) throw noticeRefused(problems);
  const off = checkHolidays(notice, report);
  checkWorked(notice, off, report);
  if (problems.length === 0) checkComplete(notice, off, report);
  if (problems.length > 0) throw noticeRefused(problems);
  return notice;
}

/** `['holidays', 2, 'first']` → `holidays[2].first`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function checkYears({ year, holidays, worked }: YearNotice, report: Report): void {
  const first = dayOf(`${year - 1}-12-${FIRST_DECEMBER_DAY}`);
  const last = dayOf(`${year + 1}-01-0${LAST_JANUARY_DAY}`);
  const check = (date: string, path: readonly PropertyKey[]): void => {
    const day = dayOf(date);
    if (day >= first && day <= last) return;
    report(path, 'OV_RULES_NOTICE_YEAR', { date, year, december: FIRST_DECEMBER_DAY, january: LAST_JANUARY_DAY });
  };
  holidays.forEach((holiday, index) => {
    check(holiday.first, ['holidays', index, 'first']);
    check(holiday.last, ['holidays', index, 'last']);
  });
  worked.forEach((date, index) => {
    check(date, ['worked', index]);
  });
}

/** @returns each day off, with the name of its holiday */
function checkHolidays({ holidays }: YearNotice, report: Report): ReadonlyMap<number, string> {
  const off = new Map<number, string>();
  holidays.forEach(({ name, first, last }, index) => {
    const lastDay = dayOf(last);
    if (dayOf(first) > lastDay) report(['holidays', index, 'last'], 'OV_RULES_NOTICE_SPAN', { name, first, last });
    let overlaps = false;
    for (let day = dayOf(first); day <= lastDay; day += 1) {
      const other = off.get(day);
      if (other !== undefined && !overlaps) {
        overlaps = true;
        report(['holidays', index], 'OV_RULES_NOTICE_OVERLAP', { name, other, date: dateOfDay(day) });
      }
      off.set(day, name);
    }
  });
  return off;
}

function checkWorked({ worked }: YearNotice, off: ReadonlyMap<number, string>, report: Report): void {
  const seen = new Set<string>();
  worked.forEach((date, index) => {
    const day = dayOf(date);
    const path = ['worked', index];
    if (seen.has(date)) report(path, 'OV_RULES_NOTICE_REPEATED', { date });
    seen.add(date);
    if (!isWeekend(day)) report(path, 'OV_RULES_NOTICE_WEEKDAY', { date, ...weekdayNames(day) });
    const name = off.get(day);
    if (name !== undefined) report(path, 'OV_RULES_NOTICE_BOTH', { date, name });
  });
}

/** A notice of which half was copied, or with the dates of another year, would make wrong deadlines without a word. */
function checkComplete({ year, holidays }: YearNotice, off: ReadonlyMap<number, string>, report: Report): void {
  for (const { name } of NATIONAL_HOLIDAYS) {
    if (!holidays.some((holiday) => holiday.name.includes(name)))
      report(['holidays'], 'OV_RULES_NOTICE_MISSING', { name });
  }
  for (const { name, date } of fixedHolidaysOf(year)) {
    if (!off.has(dayOf(date))) report(['holidays'], 'OV_RULES_NOTICE_STATUTORY', { name, date });
  }
}
