import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf } from '../workingDays/days.js';
import { MADE_UP_2027 } from '../workingDays/notices.fixture.js';
import { readNotice } from '../workingDays/readNotice.js';
import { workingCalendar } from '../workingDays/workingCalendar.js';
import type { VisitEvent, VisitHistory } from './anchorOf.js';
import { ANCHORS, type Anchor, type DeadlineRule, deadlineRuleSchema } from './DeadlineRule.js';
import { type Deadline, deadlineOf } from './deadlineOf.js';
import type { Suspension } from './suspensions.js';

const calendar = workingCalendar();

/** Karamay, 三(六): a clean result is disclosed within 20 working days from the end of the inspection. */
const KARAMAY_RESULT: DeadlineRule = { within: 20, days: 'WORKING', from: 'INSPECTION_ENDED' };
/** Karamay, 三(六): a penalty decision within 7. */
const KARAMAY_PENALTY: DeadlineRule = { within: 7, days: 'WORKING', from: 'PENALTY_DECIDED' };
/** Luohe, 第十八条第二款. */
const LUOHE_REPORT: DeadlineRule = { within: 5, days: 'WORKING', from: 'LAST_ITEM_DONE' };
/** As periods for a subject to act are often set, in days. */
const FIFTEEN_DAYS: DeadlineRule = { within: 15, days: 'CALENDAR', from: 'FEEDBACK_RECEIVED' };

function happened(...events: readonly VisitEvent[]): VisitHistory {
  return { items: ['a', 'b'], events };
}

function due(rule: DeadlineRule, history: VisitHistory, suspensions: readonly Suspension[] = []): Deadline {
  return deadlineOf(rule, history, suspensions, calendar);
}

describe('the founding documents', () => {
  it('Karamay: over the spring festival, and into a year whose notice is not out', () => {
    expect(due(KARAMAY_PENALTY, happened({ kind: 'PENALTY_DECIDED', on: '2026-02-12' }))).toEqual({
      status: 'RUNNING',
      due: '2026-02-28',
      provisional: false,
      anchor: { kind: 'PENALTY_DECIDED', on: '2026-02-12' },
      suspensions: [],
    });
    expect(due(KARAMAY_RESULT, happened({ kind: 'INSPECTION_ENDED', on: '2026-09-18' }))).toMatchObject({
      due: '2026-10-22',
    });
    const december = happened({ kind: 'INSPECTION_ENDED', on: '2026-12-15' });
    expect(due(KARAMAY_RESULT, december)).toMatchObject({ due: '2027-01-13', provisional: true });
    const imported = workingCalendar([readNotice(MADE_UP_2027)]);
    expect(deadlineOf(KARAMAY_RESULT, december, [], imported)).toMatchObject({ due: '2027-01-12', provisional: false });
  });

  it('Luohe: a comprehensive report from the last single item, once all are done', () => {
    const first: VisitEvent = { kind: 'ITEM_DONE', item: 'a', on: '2026-03-02' };
    expect(due(LUOHE_REPORT, happened(first))).toEqual({ status: 'PENDING', waitsFor: 'LAST_ITEM_DONE', items: ['b'] });
    const both = happened(first, { kind: 'ITEM_DONE', item: 'b', on: '2026-03-09' });
    expect(due(LUOHE_REPORT, both)).toMatchObject({ due: '2026-03-16', anchor: { on: '2026-03-09' } });
  });

  it('Luohe: an item that is done again, or does not belong to the visit, moves nothing', () => {
    const events: readonly VisitEvent[] = [
      { kind: 'ITEM_DONE', item: 'a', on: '2026-03-02' },
      { kind: 'ITEM_DONE', item: 'b', on: '2026-03-09' },
      { kind: 'ITEM_DONE', item: 'b', on: '2026-04-01' },
      { kind: 'ITEM_DONE', item: 'withdrawn', on: '2026-05-01' },
    ];
    expect(due(LUOHE_REPORT, happened(...events))).toMatchObject({ due: '2026-03-16' });
  });

  it('Luohe: a visit without items is refused', () => {
    expect(() => due(LUOHE_REPORT, { items: [], events: [] })).toThrow(
      expect.objectContaining({ code: 'OV_RULES_DEADLINE_NO_ITEMS' }),
    );
  });
});

describe('a period of calendar days', () => {
  it('ends on the first working day after the holiday on which it would', () => {
    const received = happened({ kind: 'FEEDBACK_RECEIVED', on: '2026-09-18' });
    expect(due(FIFTEEN_DAYS, received)).toMatchObject({ due: '2026-10-08', provisional: false });
    expect(due({ ...FIFTEEN_DAYS, onRestDay: 'STAYS' }, received)).toMatchObject({ due: '2026-10-03' });
  });

  it('ends on a Saturday that is worked', () => {
    expect(due(FIFTEEN_DAYS, happened({ kind: 'FEEDBACK_RECEIVED', on: '2026-02-13' }))).toMatchObject({
      due: '2026-02-28',
    });
  });

  it('is provisional only where a notice to come decides on which day it ends', () => {
    const received = happened({ kind: 'FEEDBACK_RECEIVED', on: '2026-12-20' });
    expect(due(FIFTEEN_DAYS, received)).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(due({ ...FIFTEEN_DAYS, onRestDay: 'STAYS' }, received)).toMatchObject({
      due: '2027-01-04',
      provisional: false,
    });
  });
});

describe('suspension', () => {
  const ended = happened({ kind: 'INSPECTION_ENDED', on: '2026-03-02' });

  it('takes its days out, overlapping ones once', () => {
    // 20 working days: 30 March. Out: 9 to 13 March, five working days.
    const overlapping = [
      { first: '2026-03-11', last: '2026-03-13' },
      { first: '2026-03-09', last: '2026-03-12' },
    ];
    expect(due(KARAMAY_RESULT, ended)).toMatchObject({ due: '2026-03-30' });
    expect(due(KARAMAY_RESULT, ended, overlapping)).toMatchObject({
      due: '2026-04-07',
      suspensions: [{ first: '2026-03-09', last: '2026-03-13' }],
    });
  });

  it('that is open leaves no day due', () => {
    expect(due(KARAMAY_RESULT, ended, [{ first: '2026-03-09', last: null }])).toEqual({
      status: 'SUSPENDED',
      since: '2026-03-09',
      anchor: { kind: 'INSPECTION_ENDED', on: '2026-03-02' },
      left: 16,
    });
  });

  it('after the last day comes too late', () => {
    expect(due(KARAMAY_RESULT, ended, [{ first: '2026-03-31', last: null }])).toMatchObject({ due: '2026-03-30' });
  });

  it('refuses one that ends before it begins', () => {
    expect(() => due(KARAMAY_RESULT, ended, [{ first: '2026-03-09', last: '2026-03-08' }])).toThrow(
      expect.objectContaining({ code: 'OV_RULES_DEADLINE_SUSPENSION' }),
    );
  });
});

it.each(ANCHORS.filter((anchor) => anchor !== 'LAST_ITEM_DONE'))('%s is waited for, then counted from', (from) => {
  const rule: DeadlineRule = { within: 1, days: 'WORKING', from };
  const others = ANCHORS.filter(
    (kind): kind is Exclude<Anchor, 'LAST_ITEM_DONE'> => kind !== from && kind !== 'LAST_ITEM_DONE',
  );
  const history = happened(...others.map((kind) => ({ kind, on: '2026-03-02' })));
  expect(due(rule, history)).toEqual({ status: 'PENDING', waitsFor: from, items: [] });
  const now = { ...history, events: [...history.events, { kind: from, on: '2026-03-04' }] };
  expect(due(rule, now)).toMatchObject({ due: '2026-03-05' });
});

it.each([
  { within: 0, days: 'WORKING', from: 'INSPECTION_ENDED' },
  { within: 5, days: 'BUSINESS', from: 'INSPECTION_ENDED' },
  { within: 5, days: 'WORKING', from: 'INSPECTION_BEGAN' },
  { within: 5, days: 'WORKING', from: 'INSPECTION_ENDED', onRestDay: 'STAYS' },
])('refuses the rule %j', (rule) => {
  expect(deadlineRuleSchema.safeParse(rule).success).toBe(false);
});

describe('for any history', () => {
  const day = fc.integer({ min: dayOf('2025-06-01'), max: dayOf('2026-10-31') });
  const date = day.map(dateOfDay);
  const rule = fc.record({
    within: fc.integer({ min: 1, max: 25 }),
    days: fc.constantFrom('WORKING', 'CALENDAR'),
    from: fc.constant('LAST_ITEM_DONE'),
  }) as fc.Arbitrary<DeadlineRule>;
  const suspension = fc
    .tuple(day, fc.nat({ max: 20 }))
    .map(([first, length]) => ({ first: dateOfDay(first), last: dateOfDay(first + length) }));
  const suspensions = fc.array(suspension, { maxLength: 4 });
  const events = fc.array(
    fc.record({ kind: fc.constant('ITEM_DONE' as const), item: fc.constantFrom('a', 'b', 'c'), on: date }),
    { maxLength: 8 },
  );

  function dueDate(deadline: Deadline): string | undefined {
    return deadline.status === 'RUNNING' ? deadline.due : undefined;
  }

  it('the order of events and suspensions does not matter', () => {
    fc.assert(
      fc.property(rule, events, suspensions, (r, all, some) => {
        expect(due(r, happened(...all.toReversed()), some.toReversed())).toEqual(due(r, happened(...all), some));
      }),
    );
  });

  it('it runs exactly when every item is done, and from the last', () => {
    fc.assert(
      fc.property(rule, events, (r, all) => {
        const deadline = due(r, happened(...all));
        const missing = ['a', 'b'].filter((item) => !all.some((event) => event.item === item));
        if (deadline.status === 'PENDING') expect(deadline.items).toEqual(missing);
        else expect(missing).toEqual([]);
      }),
    );
  });

  it('a later anchor, a longer period or one more suspension never gives an earlier day', () => {
    fc.assert(
      fc.property(
        rule,
        day,
        fc.nat({ max: 30 }),
        fc.nat({ max: 5 }),
        suspensions,
        suspension,
        (r, on, later, longer, some, more) => {
          const done = (at: number): VisitHistory => ({
            items: ['a'],
            events: [{ kind: 'ITEM_DONE', item: 'a', on: dateOfDay(at) }],
          });
          const base = dueDate(due(r, done(on), some)) ?? '';
          expect((dueDate(due(r, done(on + later), some)) ?? '') >= base).toBe(true);
          expect((dueDate(due({ ...r, within: r.within + longer }, done(on), some)) ?? '') >= base).toBe(true);
          expect((dueDate(due(r, done(on), [...some, more])) ?? '') >= base).toBe(true);
        },
      ),
    );
  });

  it('a suspension of k working days moves the day by exactly k working days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), date, fc.nat(), fc.nat({ max: 40 }), (within, on, at, length) => {
        const history = happened({ kind: 'INSPECTION_ENDED', on });
        const r: DeadlineRule = { within, days: 'WORKING', from: 'INSPECTION_ENDED' };
        const base = dueDate(due(r, history)) ?? '';
        const first = dayOf(on) + 1 + (at % (dayOf(base) - dayOf(on)));
        const moved = dueDate(due(r, history, [{ first: dateOfDay(first), last: dateOfDay(first + length) }])) ?? '';
        const k = calendar.workingDaysBetween(dateOfDay(first - 1), dateOfDay(first + length)).days;
        expect(calendar.workingDaysBetween(base, moved).days).toBe(k);
      }),
    );
  });

  it('no day is due that is suspended, or one of rest', () => {
    fc.assert(
      fc.property(rule, date, suspensions, (r, on, some) => {
        const at = dueDate(due(r, { items: ['a'], events: [{ kind: 'ITEM_DONE', item: 'a', on }] }, some)) ?? '';
        expect(calendar.isWorkingDay(at).working).toBe(true);
        expect(some.some(({ first, last }) => first <= at && at <= last)).toBe(false);
      }),
    );
  });
});
