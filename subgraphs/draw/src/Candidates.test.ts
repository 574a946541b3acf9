import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Candidates } from './Candidates.js';
import { fillSeat } from './fillSeat.js';
import type { Visit } from './mergeVisits.js';
import { Staff } from './Staff.js';
import { EMPTY, type Seat, type Team } from './Team.js';
import { inspector } from './testing/samples.js';

const seed = '5e'.repeat(32);
const rosterKey = 'ab'.repeat(32);

const subjects = fc.constantFrom('X', 'Y', 'Z');
const people = fc.array(fc.record({ capacity: fc.nat(5), recusals: fc.uniqueArray(subjects, { maxLength: 2 }) }), {
  maxLength: 7,
});
const visits = fc.array(fc.record({ subject: subjects, size: fc.integer({ min: 1, max: 3 }), lot: fc.nat() }), {
  maxLength: 14,
});

function staffOf(parts: readonly { readonly capacity: number; readonly recusals: readonly string[] }[]): Staff {
  const inspectors = parts.map((part, number) => inspector('d', `i${number}`, part));
  return new Staff(seed, rosterKey, inspectors);
}

function teamAt(subject: string, lot: number): Team {
  const visit: Visit = { key: `${subject}#1`, subject, district: '1', window: ['2026-03-01', '2026-03-31'], legs: [] };
  return { visit, lot, district: 'ANY', seats: [] };
}

it('fills every seat of a draw with whom fillSeat names, although it looks only at idle people', () => {
  let contested = 0;
  fc.assert(
    fc.property(people, visits, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (parts, planned, kinds) => {
      const staff = staffOf(parts);
      const all = Int32Array.from(staff.ids.keys());
      // Two kinds of seats with people in common: each finds loads grown by the other.
      const [everyone, odd] = [new Candidates(all), new Candidates(all.filter((person) => person % 2 === 1))];
      let next = 0;
      for (const { subject, size, lot } of planned) {
        const team = teamAt(subject, lot);
        for (let seats = 0; seats < size; seats += 1, next += 1) {
          const candidates = kinds[next % kinds.length] === true ? odd : everyone;
          const seat: Seat = { team, asks: [], candidates, holder: EMPTY, reachedBy: 0 };
          team.seats.push(seat);
          const person = candidates.fill(staff, seat);
          expect(person).toBe(fillSeat(staff, seat));
          if (person === EMPTY) continue;
          staff.seatPerson(person, seat);
          contested += 1;
        }
      }
    }),
  );
  expect(contested).toBeGreaterThan(100);
});

it('asks for nothing and asks for the specialty "" are two kinds of seats', () => {
  const staff = new Staff(seed, rosterKey, [inspector('d', 'a'), inspector('d', 'b', { specialties: [''] })]);
  const team = teamAt('X', 1);
  expect([...staff.candidatesFor([''], team).people]).toEqual([1]);
  expect([...staff.candidatesFor([], team).people]).toEqual([0, 1]);
});
