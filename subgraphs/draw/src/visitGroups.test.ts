import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeVisits } from './mergeVisits.js';
import type { Leg } from './terms.js';
import { leg, windows } from './testing/samples.js';
import { visitGroups } from './visitGroups.js';

/** How many visits a subject gets that these legs selected. */
function visitCount(legs: readonly Leg[], minOverlap: number): number {
  const selected = legs.map((one) => ({ leg: one, subjects: Uint32Array.of(0) }));
  const roster = { subjects: { textOf: () => 's' }, districtOf: () => '1' };
  return mergeVisits({ legs, minOverlap, publicSource: '' }, selected, roster, { compare: (a, b) => a - b }).length;
}

/** A subject's draw: the legs of the terms, which of them hold it in their pools, and which of those would select it. */
const draws = fc.record({
  legs: fc
    .array(windows, { minLength: 1, maxLength: 7 })
    .map((list) => list.map((window, index) => leg(`d/${index}`, { window }))),
  minOverlap: fc.integer({ min: 1, max: 30 }),
  pools: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  lots: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
});

describe('visitGroups', () => {
  it('numbers the groups by the order in which merging forms them', () => {
    const legs = [
      leg('c', { window: ['2026-08-01', '2026-09-30'] }),
      leg('b', { window: ['2026-01-01', '2026-06-30'] }),
      leg('a', { window: ['2026-03-01', '2026-03-31'] }),
    ];
    expect([...visitGroups({ legs, minOverlap: 1 })]).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1],
    ]);
  });

  it('bounds the visits of a subject, whichever of its pools select it', () => {
    fc.assert(
      fc.property(draws, ({ legs, minOverlap, pools, lots }) => {
        const groups = visitGroups({ legs, minOverlap });
        const inPool = legs.filter((_, index) => pools[index]);
        const most = new Set(inPool.map(({ id }) => groups.get(id))).size;
        expect(
          visitCount(
            inPool.filter((_, index) => lots[index]),
            minOverlap,
          ),
        ).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  it('never makes more visits than are left to a subject that stands in the groups below their number', () => {
    fc.assert(
      fc.property(draws, fc.nat(4), ({ legs, minOverlap, pools, lots }, left) => {
        const groups = visitGroups({ legs, minOverlap });
        const eligible = legs.filter(({ id }, index) => pools[index] && (groups.get(id) ?? 0) < left);
        const selecting = eligible.filter((_, index) => lots[index]);
        expect(visitCount(selecting, minOverlap)).toBeLessThanOrEqual(left);
        // Whom all pools hold gets all that are left: the rule keeps nobody out without need.
        const all = legs.filter(({ id }) => (groups.get(id) ?? 0) < left);
        expect(visitCount(all, minOverlap)).toBe(Math.min(left, new Set(groups.values()).size));
      }),
      { numRuns: 500 },
    );
  });
});
