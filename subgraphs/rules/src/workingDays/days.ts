import { dayNumber } from '@onevisit/draw/calendar';
import { ruleError } from '../errors.js';

export { dateOfDay, dayNumber } from '@onevisit/draw/calendar';

/** The number of a `YYYY-MM-DD` day; consecutive days differ by one. @throws OV_RULES_DATE */
export function dayOf(date: string): number {
  const day = dayNumber(date);
  if (day === undefined) throw ruleError('OV_RULES_DATE', { date });
  return day;
}

/** 0 for a Sunday to 6 for a Saturday; 1 January of the year 1 was a Monday. */
export function weekdayOf(day: number): number {
  return day % 7;
}

/** Saturday and Sunday: days of rest where no notice says otherwise (国务院关于职工工作时间的规定, 第七条). */
export function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}
