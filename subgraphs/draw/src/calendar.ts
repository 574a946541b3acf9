const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The number of a `YYYY-MM-DD` day of the Gregorian calendar, counted so that consecutive days differ by one; undefined for
 * text that is not such a date, or a date that does not exist (30 February, the year 0000).
 */
export function dayNumber(date: string): number | undefined {
  const [, yearText, monthText, dayText] = DATE.exec(date) ?? [];
  if (yearText === undefined || monthText === undefined || dayText === undefined) return undefined;
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (year < 1 || day < 1 || day > daysInMonth(year, month)) return undefined;
  let days = daysBeforeYear(year) + day;
  for (let earlier = 1; earlier < month; earlier += 1) days += daysInMonth(year, earlier);
  return days;
}

/** The number of 1970-01-01, from which `Date` counts. */
const EPOCH = daysBeforeYear(1970) + 1;

/** The `YYYY-MM-DD` day with a number: the inverse of `dayNumber`, for days of the years 1 to 9999. */
export function dateOfDay(day: number): string {
  return new Date((day - EPOCH) * 86_400_000).toISOString().slice(0, 10);
}

function daysInMonth(year: number, month: number): number {
  const days = DAYS_IN_MONTH[month - 1] ?? 0;
  return month === 2 && isLeapYear(year) ? days + 1 : days;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysBeforeYear(year: number): number {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
}
