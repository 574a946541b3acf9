import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { deadlineOf, type Suspension, stateOf, workingCalendar } from '@onevisit/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deadline } from '../generated/client.js';
import { stateOn } from './deadlineStates.js';
import { type Counting, dueOf } from './dueOf.js';

const calendar = workingCalendar();
const counting = (parts: Partial<Counting>): Counting => ({
  within: 20,
  anchor: 'INSPECTION_ENDED',
  anchorOn: '2026-05-20',
  promptly: false,
  suspensions: [],
  closedOn: null,
  ...parts,
});

describe('dueOf', () => {
  it.each([
    ['2026-02-12', 7, '2026-02-28', false],
    ['2026-09-18', 20, '2026-10-22', false],
    ['2026-12-15', 20, '2027-01-13', true],
    ['2026-05-20', 0, '2026-05-20', false],
  ])('%s + %i working days = %s', (anchorOn, within, due, provisional) => {
    expect(dueOf(counting({ anchorOn, within }), calendar)).toMatchObject({ due, provisional });
  });

  it('is due soon with three working days left, or from the first day where it is due at once', () => {
    expect(dueOf(counting({}), calendar)).toMatchObject({ due: '2026-06-17', soonFrom: '2026-06-12' });
    expect(dueOf(counting({ promptly: true }), calendar)).toMatchObject({ due: '2026-06-17', soonFrom: '2026-05-20' });
    expect(dueOf(counting({ within: 2 }), calendar).soonFrom).toBe('2026-05-20');
  });

  it('has no due day while it is suspended with no end in sight', () => {
    const open = { first: '2026-05-25', last: null };
    expect(dueOf(counting({ suspensions: [open] }), calendar)).toMatchObject({ due: null, soonFrom: null });
  });

  it('goes by the days that were left, once what was due is done while it is suspended', () => {
    const open = { first: '2026-05-25', last: null };
    const of = (closedOn: string) => dueOf(counting({ suspensions: [open], closedOn }), calendar).due;
    expect([of('2026-05-25'), of('2026-05-26'), of('2026-06-30')]).toEqual(['2026-06-17', '2026-06-18', '2026-07-23']);
  });

  it('with the state by its days alone says, on every day, what the engine says', () => {
    const first = dayNumber('2026-01-05') ?? 0;
    const day = fc.integer({ min: 0, max: 60 });
    const spans = fc.array(fc.record({ from: day, days: fc.integer({ min: 0, max: 9 }) }), { maxLength: 2 });
    const closed = fc.option(day);
    const property = fc.property(
      fc.integer({ min: 1, max: 25 }),
      spans,
      closed,
      day,
      (within, made, closing, today) => {
        const dateAt = (offset: number): string => dateOfDay(first + offset);
        const suspensions: Suspension[] = made.map(({ from, days }) => {
          return { first: dateAt(from + 1), last: dateAt(from + 1 + days) };
        });
        const anchorOn = dateAt(0);
        const days = dueOf(counting({ within, anchorOn, suspensions }), calendar);
        const closedOn = closing === null ? null : dateAt(closing);
        const closedLate = closedOn !== null && days.due !== null && closedOn > days.due;
        const row = { kind: 'DISCLOSURE', ...days, closedOn, closedLate, suspensions } as unknown as Deadline;
        const rule = { within, days: 'WORKING', from: 'INSPECTION_ENDED' } as const;
        const history = { items: [], events: [{ kind: 'INSPECTION_ENDED' as const, on: anchorOn }] };
        const asked = { today: dateAt(today), closedOn };
        const { state } = stateOf(deadlineOf(rule, history, suspensions, calendar), asked, calendar);
        expect(stateOn(row as Parameters<typeof stateOn>[0], asked.today)).toBe(state);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});
