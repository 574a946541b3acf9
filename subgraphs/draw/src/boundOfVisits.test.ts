import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundOfVisits } from './boundOfVisits.js';
import { dayNumber } from './calendar.js';
import { Roster } from './Roster.js';
import type { Leg } from './terms.js';
import { entry, leg, windows } from './testing/samples.js';

function boundOf(legs: readonly Leg[], minOverlap: number, pools: readonly (readonly string[])[]): number {
  const terms = { legs, minOverlap, publicSource: '' };
  const roster = new Roster(terms);
  for (const [index, pool] of pools.entries()) {
    for (const subject of pool) roster.add(entry(legs[index]?.id ?? '', subject));
  }
  return boundOfVisits(terms, roster.cells());
}

/** By trying every set of a subject's legs. */
function bruteForce(legs: readonly Leg[], minOverlap: number, pools: readonly (readonly string[])[]): number {
  const joinable = (a: Leg, b: Leg) => {
    const first = Math.max(dayNumber(a.window[0]) ?? 0, dayNumber(b.window[0]) ?? 0);
    const last = Math.min(dayNumber(a.window[1]) ?? 0, dayNumber(b.window[1]) ?? 0);
    return last - first + 1 >= minOverlap;
  };
  let bound = 0;
  for (const subject of new Set(pools.flat())) {
    let most = 0;
    for (let set = 0; set < 2 ** legs.length; set += 1) {
      const chosen = legs.filter((_, index) => (set >> index) % 2 === 1 && pools[index]?.includes(subject));
      if (chosen.some((a, i) => chosen.some((b, j) => i < j && joinable(a, b)))) continue;
      const weight = (one: Leg) => {
        const rule = one.quota.strata['*'];
        const size = pools[legs.indexOf(one)]?.length ?? 1;
        return Math.min(rule !== undefined && 'count' in rule ? rule.count : 0, size) / size;
      };
      most = Math.max(
        most,
        chosen.reduce((sum, one) => sum + weight(one), 0),
      );
    }
    bound += most;
  }
  return bound;
}

describe('boundOfVisits', () => {
  it('is the largest quota where windows overlap and pools are the same, and the sum where they do not', () => {
    const pool = ['s1', 's2', 's3', 's4'];
    const count = (n: number) => ({ strata: { '*': { count: n } } });
    const together = [leg('a', { quota: count(1) }), leg('b', { quota: count(3) })];
    expect(boundOf(together, 1, [pool, pool])).toBe(3);
    const apart = [leg('a', { quota: count(1), window: ['2026-01-01', '2026-02-28'] }), leg('b', { quota: count(3) })];
    expect(boundOf(apart, 1, [pool, pool])).toBe(4);
  });

  it('can measure against whole populations', () => {
    const terms = { legs: [leg('a', { quota: { strata: { '*': { count: 1 } } } })], minOverlap: 1, publicSource: '' };
    const roster = new Roster(terms);
    for (const subject of ['s1', 's2', 's3']) roster.add(entry('a', subject));
    roster.add(entry('a', 's4', { standing: 'CAP_REACHED' }));
    expect(boundOfVisits(terms, roster.cells())).toBeCloseTo(1);
    expect(boundOfVisits(terms, roster.cells(), 'population')).toBeCloseTo(0.75);
  });

  it('is what trying every set of legs gives', () => {
    const drawn = fc.array(
      fc.record({ window: windows, count: fc.nat(4), pool: fc.subarray(['s1', 's2', 's3', 's4', 's5']) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 30 }), (parts, minOverlap) => {
        const legs = parts.map(({ window, count }, index) =>
          leg(`d/${index}`, { window, quota: { strata: { '*': { count } } } }),
        );
        const pools = parts.map(({ pool }) => pool);
        expect(boundOf(legs, minOverlap, pools)).toBeCloseTo(bruteForce(legs, minOverlap, pools), 9);
      }),
      { numRuns: 300 },
    );
  });
});
