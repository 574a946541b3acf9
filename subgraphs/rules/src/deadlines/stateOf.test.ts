import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf } from '../workingDays/days.js';
import { workingCalendar } from '../workingDays/workingCalendar.js';
import type { DeadlineRule } from './DeadlineRule.js';
import { deadlineOf } from './deadlineOf.js';
import { type DeadlineState, stateOf } from './stateOf.js';
import type { Suspension } from './suspensions.js';

const calendar = workingCalendar();
const RULE: DeadlineRule = { within: 7, days: 'WORKING', from: 'PENALTY_DECIDED' };

/** The state of a penalty decided on Thursday 12 February 2026, due on Saturday 28 February, a worked day. */
function on(today: string, closedOn: string | null = null, suspensions: readonly Suspension[] = []): DeadlineState {
  const history = { items: ['a'], events: [{ kind: 'PENALTY_DECIDED', on: '2026-02-12' }] } as const;
  return stateOf(deadlineOf(RULE, history, suspensions, calendar), { today, closedOn }, calendar);
}

const due = { due: '2026-02-28', provisional: false };

describe('a deadline that is open', () => {
  it.each([
    ['2026-02-11', { state: 'NOT_STARTED', waitsFor: 'PENALTY_DECIDED', items: [] }],
    ['2026-02-12', { state: 'RUNNING', ...due, left: 7 }],
    // The holiday takes no day away.
    ['2026-02-14', { state: 'RUNNING', ...due, left: 5 }],
    ['2026-02-23', { state: 'RUNNING', ...due, left: 5 }],
    ['2026-02-25', { state: 'DUE_SOON', ...due, left: 3 }],
    ['2026-02-28', { state: 'DUE_SOON', ...due, left: 0 }],
    ['2026-03-01', { state: 'OVERDUE', ...due, late: 0 }],
    ['2026-03-03', { state: 'OVERDUE', ...due, late: 2 }],
  ])('stands on %s as %j', (today, state) => {
    expect(on(today)).toEqual(state);
  });

  it('is due soon from as many days before as is asked for', () => {
    const history = { items: ['a'], events: [{ kind: 'PENALTY_DECIDED', on: '2026-02-12' }] } as const;
    const deadline = deadlineOf(RULE, history, [], calendar);
    const asked = { today: '2026-02-14', closedOn: null };
    expect(stateOf(deadline, { ...asked, soonWithin: 5 }, calendar).state).toBe('DUE_SOON');
    expect(stateOf(deadline, { ...asked, soonWithin: 4 }, calendar).state).toBe('RUNNING');
  });

  it('waits for its anchor', () => {
    const pending = deadlineOf({ ...RULE, from: 'LAST_ITEM_DONE' }, { items: ['a', 'b'], events: [] }, [], calendar);
    expect(stateOf(pending, { today: '2026-02-14', closedOn: null }, calendar)).toEqual({
      state: 'NOT_STARTED',
      waitsFor: 'LAST_ITEM_DONE',
      items: ['a', 'b'],
    });
    // What is done before its time began is done.
    expect(stateOf(pending, { today: '2026-02-14', closedOn: '2026-02-13' }, calendar)).toEqual({
      state: 'MET',
      closedOn: '2026-02-13',
      due: null,
    });
  });
});

describe('a deadline that is suspended', () => {
  it('stands still, with its day where the end is known', () => {
    const testing = [{ first: '2026-02-24', last: '2026-02-26' }];
    expect(on('2026-02-25', null, testing)).toEqual({
      state: 'SUSPENDED',
      since: '2026-02-24',
      until: '2026-02-26',
      due: { due: '2026-03-04', provisional: false },
      left: 5,
    });
    expect(on('2026-02-27', null, testing)).toMatchObject({ state: 'RUNNING', left: 4 });
    expect(on('2026-03-05', null, testing)).toMatchObject({ state: 'OVERDUE', late: 1 });
  });

  it('has no day as long as it is open, and is never overdue', () => {
    const open = [{ first: '2026-02-24', last: null }];
    expect(on('2027-05-06', null, open)).toEqual({
      state: 'SUSPENDED',
      since: '2026-02-24',
      until: null,
      due: null,
      left: 5,
    });
    expect(on('2026-02-11', null, open).state).toBe('NOT_STARTED');
    expect(on('2027-05-06', '2026-03-20', open)).toEqual({ state: 'MET', closedOn: '2026-03-20', due: null });
  });
});

describe('a deadline that was closed', () => {
  it.each([
    ['2026-02-28', { state: 'MET', closedOn: '2026-02-28', due }],
    ['2026-03-01', { state: 'MET_LATE', closedOn: '2026-03-01', ...due, late: 0 }],
    ['2026-03-03', { state: 'MET_LATE', closedOn: '2026-03-03', ...due, late: 2 }],
  ])('on %s is %j', (closedOn, state) => {
    expect(on('2026-06-01', closedOn)).toEqual(state);
  });

  it('was open before', () => {
    expect(on('2026-02-27', '2026-03-03')).toMatchObject({ state: 'DUE_SOON', left: 1 });
    expect(on('2026-03-02', '2026-03-03')).toMatchObject({ state: 'OVERDUE', late: 1 });
  });
});

it('goes forward only: days left never grow but by suspension, then days late never shrink', () => {
  const suspension = fc.tuple(fc.nat({ max: 25 }), fc.nat({ max: 10 })).map(([at, length]) => ({
    first: dateOfDay(dayOf('2026-02-13') + at),
    last: dateOfDay(dayOf('2026-02-13') + at + length),
  }));
  fc.assert(
    fc.property(fc.array(suspension, { maxLength: 3 }), (suspensions) => {
      let before = 8;
      for (let day = dayOf('2026-02-12'); day < dayOf('2026-04-30'); day += 1) {
        const state = on(dateOfDay(day), null, suspensions);
        if ('left' in state) {
          expect(state.left).toBeLessThanOrEqual(before);
          expect(state.left).toBeGreaterThanOrEqual(before - 1);
          before = state.left;
        } else {
          expect(state.state).toBe('OVERDUE');
          const late = 'late' in state ? -state.late : Number.NaN;
          expect(late).toBeLessThanOrEqual(before);
          expect(late).toBeGreaterThanOrEqual(before - 1);
          before = late;
        }
      }
    }),
    { numRuns: 50 },
  );
});
