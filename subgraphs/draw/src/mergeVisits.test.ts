import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from './calendar.js';
import { mergeVisits, type Visit } from './mergeVisits.js';
import type { Leg, Window } from './terms.js';
import { leg, windows } from './testing/samples.js';

/** The visits of one subject that all of the legs selected. */
function visitsOf(legs: readonly Leg[], minOverlap: number): readonly Visit[] {
  const selected = legs.map((one) => ({ leg: one, subjects: Uint32Array.of(0) }));
  const roster = { subjects: { textOf: () => 's' }, districtOf: () => '1' };
  return mergeVisits({ legs, minOverlap, publicSource: '' }, selected, roster, { compare: (a, b) => a - b });
}

function days([first, last]: Window): number {
  return (dayNumber(last) ?? 0) - (dayNumber(first) ?? 0) + 1;
}

/** The fewest groups of legs whose windows all share `minOverlap` days, by trying every partition. */
function fewest(legs: readonly Leg[], minOverlap: number): number {
  const place = (rest: readonly Leg[], groups: readonly Window[]): number => {
    const [next, ...others] = rest;
    if (next === undefined) return groups.length;
    const options = groups.map((group, index) => {
      const [a, b] = [[group[0], next.window[0]].toSorted()[1] ?? '', [group[1], next.window[1]].toSorted()[0] ?? ''];
      const joined: Window = [a, b];
      return days(joined) < minOverlap ? Number.POSITIVE_INFINITY : place(others, groups.with(index, joined));
    });
    return Math.min(...options, place(others, [...groups, next.window]));
  };
  return place(legs, []);
}

describe('mergeVisits', () => {
  it('merges windows that just reach each other, and not those that just do not', () => {
    const legs = [
      leg('a', { window: ['2026-01-01', '2026-03-10'] }),
      leg('b', { window: ['2026-03-01', '2026-06-30'] }),
    ];
    expect(visitsOf(legs, 10)).toEqual([
      { key: 's#1', subject: 's', district: '1', window: ['2026-03-01', '2026-03-10'], legs: ['a', 'b'] },
    ]);
    expect(visitsOf(legs, 11).map(({ key, legs: ids }) => [key, ids])).toEqual([
      ['s#1', ['a']],
      ['s#2', ['b']],
    ]);
  });

  it('makes the fewest visits there can be, each long enough and inside the windows of its legs', () => {
    const drawn = fc.array(windows, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 30 }), (list, minOverlap) => {
        const legs = list.map((window, index) => leg(`d/${index}`, { window }));
        const visits = visitsOf(legs, minOverlap);
        expect(visits.length).toBe(fewest(legs, minOverlap));
        expect(visits.flatMap((visit) => visit.legs).toSorted()).toEqual(legs.map(({ id }) => id));
        for (const visit of visits) {
          expect(days(visit.window)).toBeGreaterThanOrEqual(minOverlap);
          const own = legs.filter(({ id }) => visit.legs.includes(id)).map(({ window }) => window);
          expect(visit.window).toEqual([
            own
              .map(([a]) => a)
              .toSorted()
              .at(-1),
            own.map(([, b]) => b).toSorted()[0],
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
