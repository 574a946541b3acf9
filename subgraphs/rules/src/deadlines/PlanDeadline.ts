import * as z from 'zod';
import { dateOfDay, dayNumber, dayOf } from '../workingDays/days.js';
import type { WorkingCalendar } from '../workingDays/workingCalendar.js';
import { deadlineError } from './deadlineErrors.js';
import type { RunningDeadline } from './deadlineOf.js';

const END_OF_FEBRUARY = 'END_OF_FEBRUARY';
const END_OF_MONTH = 'END_OF_MONTH';

const onRestDay = z
  .enum(
    ['STAYS', 'NEXT_WORKING_DAY', 'WORKING_DAY_BEFORE'],
    '须为 STAYS、NEXT_WORKING_DAY 或 WORKING_DAY_BEFORE。must be STAYS, NEXT_WORKING_DAY or WORKING_DAY_BEFORE.',
  )
  .optional();

/** Which year or month the date is in, seen from the plan's own. */
const seenFromPlan = z
  .enum(['BEFORE', 'SAME', 'AFTER'], '须为 BEFORE、SAME 或 AFTER。must be BEFORE, SAME or AFTER.')
  .describe("The year (month) before the plan's, the plan's own, or the one after.");

const yearDay = z.string('须为 MM-DD 或 END_OF_FEBRUARY。must be MM-DD or END_OF_FEBRUARY.').refine(
  // 2001 was no leap year: 29 February is not a day of every year.
  (by) => by === END_OF_FEBRUARY || (/^\d{2}-\d{2}$/.test(by) && dayNumber(`2001-${by}`) !== undefined),
  '须为每年都有的日期 MM-DD，或 END_OF_FEBRUARY。must be a date of every year, MM-DD, or END_OF_FEBRUARY.',
);
const monthDay = z.union(
  [z.int().min(1).max(28), z.literal(END_OF_MONTH)],
  '须为 1 到 28，或 END_OF_MONTH。must be 1 to 28, or END_OF_MONTH.',
);

/**
 * A date of the plan calendar (计划时限), by which something is due for every year's or month's plan, itself included
 * (民法典, 第一千二百五十九条):
 *
 * - 漯河市人民防空办公室, 第十二条: the annual plan `{ every: 'YEAR', by: '01-31', of: 'SAME' }`; 第二十三条: what came of the
 *   year `{ every: 'YEAR', by: 'END_OF_FEBRUARY', of: 'AFTER' }`.
 * - 常州市水利局, 四.1: the annual plan `{ every: 'YEAR', by: '12-15', of: 'BEFORE' }`; the monthly plan
 *   `{ every: 'MONTH', by: 20, of: 'BEFORE' }`, uploaded `by: 25`.
 * - 克拉玛依市, 二: coverage `{ every: 'YEAR', by: '11-30', of: 'SAME' }`.
 *
 * A date is no period: on a day of rest it stays where it is, unless `onRestDay` says otherwise.
 */
export const planDeadlineSchema = z.discriminatedUnion(
  'every',
  [
    z.strictObject({ every: z.literal('YEAR'), by: yearDay, of: seenFromPlan, onRestDay }),
    z.strictObject({ every: z.literal('MONTH'), by: monthDay, of: seenFromPlan, onRestDay }),
  ],
  'every 须为 YEAR 或 MONTH。every must be YEAR or MONTH.',
);

export type PlanDeadline = Readonly<z.infer<typeof planDeadlineSchema>>;

const OFFSETS = { BEFORE: -1, SAME: 0, AFTER: 1 } as const;

/**
 * When a plan's part is due.
 * @param period the plan's year `YYYY`, or month `YYYY-MM`, as the rule has it
 * @throws OV_RULES_DEADLINE_PERIOD
 */
export function planDeadlineOf(rule: PlanDeadline, period: string, calendar: WorkingCalendar): RunningDeadline {
  const date = rule.every === 'YEAR' ? dateInYear(rule, period) : dateInMonth(rule, period);
  const { date: due, provisional } = onWorkingDay(date, rule.onRestDay, calendar);
  return { status: 'RUNNING', due, provisional, anchor: null, suspensions: [] };
}

function dateInYear({ by, of }: Extract<PlanDeadline, { every: 'YEAR' }>, period: string): string {
  if (!/^\d{4}$/.test(period)) throw deadlineError('OV_RULES_DEADLINE_PERIOD', { period, form: 'YYYY' });
  const year = Number(period) + OFFSETS[of];
  return by === END_OF_FEBRUARY ? endOfMonth(year, 2) : dateText(year, by);
}

function dateInMonth({ by, of }: Extract<PlanDeadline, { every: 'MONTH' }>, period: string): string {
  if (dayNumber(`${period}-01`) === undefined)
    throw deadlineError('OV_RULES_DEADLINE_PERIOD', { period, form: 'YYYY-MM' });
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 + OFFSETS[of];
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  return by === END_OF_MONTH ? endOfMonth(year, month) : dateText(year, `${twoDigits(month)}-${twoDigits(by)}`);
}

/** The day before the first of the month after. */
function endOfMonth(year: number, month: number): string {
  const next = month === 12 ? dateText(year + 1, '01-01') : dateText(year, `${twoDigits(month + 1)}-01`);
  return dateOfDay(dayOf(next) - 1);
}

function dateText(year: number, monthAndDay: string): string {
  return `${String(year).padStart(4, '0')}-${monthAndDay}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function onWorkingDay(
  date: string,
  onRest: PlanDeadline['onRestDay'],
  calendar: WorkingCalendar,
): { readonly date: string; readonly provisional: boolean } {
  switch (onRest) {
    case 'NEXT_WORKING_DAY':
      return calendar.firstWorkingDayFrom(date);
    case 'WORKING_DAY_BEFORE':
      return calendar.lastWorkingDayUntil(date);
    default:
      return { date, provisional: false };
  }
}
