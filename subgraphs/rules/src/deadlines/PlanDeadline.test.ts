import { expect, it } from 'vitest';
import { workingCalendar } from '../workingDays/workingCalendar.js';
import { type PlanDeadline, planDeadlineOf, planDeadlineSchema } from './PlanDeadline.js';
import { stateOf } from './stateOf.js';

const calendar = workingCalendar();

it.each<[string, PlanDeadline, string, string]>([
  ['Luohe, 第十二条: the annual plan', { every: 'YEAR', by: '01-31', of: 'SAME' }, '2026', '2026-01-31'],
  [
    'Luohe, 第二十三条: what came of the year',
    { every: 'YEAR', by: 'END_OF_FEBRUARY', of: 'AFTER' },
    '2026',
    '2027-02-28',
  ],
  ['the same before a leap year', { every: 'YEAR', by: 'END_OF_FEBRUARY', of: 'AFTER' }, '2027', '2028-02-29'],
  ['Changzhou, 四.1: the annual plan', { every: 'YEAR', by: '12-15', of: 'BEFORE' }, '2026', '2025-12-15'],
  ['Changzhou, 四.1: the monthly plan', { every: 'MONTH', by: 20, of: 'BEFORE' }, '2026-03', '2026-02-20'],
  ['the same over the turn of the year', { every: 'MONTH', by: 25, of: 'BEFORE' }, '2026-01', '2025-12-25'],
  ['a month that ends', { every: 'MONTH', by: 'END_OF_MONTH', of: 'SAME' }, '2026-12', '2026-12-31'],
  ['the month after December', { every: 'MONTH', by: 'END_OF_MONTH', of: 'AFTER' }, '2026-12', '2027-01-31'],
  ['Karamay, 二: coverage', { every: 'YEAR', by: '11-30', of: 'SAME' }, '2016', '2016-11-30'],
])('%s', (_, rule, period, due) => {
  expect(planDeadlineSchema.parse(rule)).toEqual(rule);
  expect(planDeadlineOf(rule, period, calendar)).toMatchObject({ due, provisional: false });
});

it('stays on a day of rest, or goes to a working day before or after', () => {
  const rule = { every: 'MONTH', by: 20, of: 'BEFORE' } as const;
  expect(planDeadlineOf({ ...rule, onRestDay: 'NEXT_WORKING_DAY' }, '2026-03', calendar).due).toBe('2026-02-24');
  expect(planDeadlineOf({ ...rule, onRestDay: 'WORKING_DAY_BEFORE' }, '2026-03', calendar).due).toBe('2026-02-14');
  const next = planDeadlineOf(
    { every: 'YEAR', by: '01-31', of: 'SAME', onRestDay: 'NEXT_WORKING_DAY' },
    '2027',
    calendar,
  );
  expect(next).toMatchObject({ due: '2027-02-01', provisional: true });
});

it('has the states of any deadline', () => {
  const deadline = planDeadlineOf({ every: 'YEAR', by: '01-31', of: 'SAME' }, '2026', calendar);
  expect(stateOf(deadline, { today: '2026-01-29', closedOn: null }, calendar)).toMatchObject({
    state: 'DUE_SOON',
    left: 1,
  });
  expect(stateOf(deadline, { today: '2026-02-03', closedOn: null }, calendar)).toMatchObject({
    state: 'OVERDUE',
    late: 2,
  });
});

it.each([
  { every: 'YEAR', by: '02-29', of: 'SAME' },
  { every: 'YEAR', by: '1-31', of: 'SAME' },
  { every: 'YEAR', by: '01-31' },
  { every: 'MONTH', by: 31, of: 'SAME' },
  { every: 'WEEK', by: 1, of: 'SAME' },
])('refuses the rule %j', (rule) => {
  expect(planDeadlineSchema.safeParse(rule).success).toBe(false);
});

it.each([
  ['YEAR', '2026-01'],
  ['MONTH', '2026'],
  ['MONTH', '2026-13'],
] as const)('refuses for every %s the period %s', (every, period) => {
  const rule: PlanDeadline = every === 'YEAR' ? { every, by: '01-31', of: 'SAME' } : { every, by: 20, of: 'SAME' };
  expect(() => planDeadlineOf(rule, period, calendar)).toThrow(
    expect.objectContaining({ code: 'OV_RULES_DEADLINE_PERIOD' }),
  );
});
