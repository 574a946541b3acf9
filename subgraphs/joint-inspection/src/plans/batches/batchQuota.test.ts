import { type CountedCell, quotaOf, type Terms } from '@onevisit/draw';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchTerms } from './batchQuota.js';

const LEG = 'health:task:T1';

function termsOf(percent: string): Terms {
  const crew = { size: 1, specialties: [], district: 'ANY' } as const;
  const quota = { strata: { '*': { percent } } };
  const leg = { id: LEG, department: 'health', items: [], window: ['2026-03-01', '2026-03-31'], quota, crew } as const;
  return { legs: [leg], minOverlap: 1, publicSource: '' };
}

const cellOf = (population: number): CountedCell => {
  return { leg: LEG, stratum: 'A', standings: new Map([['ELIGIBLE', population]]) };
};
const yearOf = (percent: string, population: number): number => quotaOf({ percent }, population);

/** Draws once. @returns how many the leg is to select of so many who can be drawn */
function take(percent: string, population: number, share: { done: number; of: number }, before: number): number {
  const rule = batchTerms(termsOf(percent), [cellOf(population)], share, () => before).legs[0]?.quota.strata.A;
  if (rule === undefined || !('count' in rule)) throw new Error('no count');
  return quotaOf(rule, population);
}

const percents = fc.integer({ min: 0, max: 1000 }).map((tenths) => String(tenths / 10));

describe('over the draws of a plan', () => {
  it('those who join in batches of any size are drawn by the ratio of the year, not by the batch', () => {
    const property = fc.property(percents, fc.array(fc.nat({ max: 60 }), { maxLength: 30 }), (percent, joined) => {
      let population = 100;
      let selected = take(percent, population, { done: 1, of: 1 }, 0);
      for (const more of joined) {
        population += more;
        const count = take(percent, population, { done: 1, of: 1 }, selected);
        // There are enough who are new: the protocol's ceiling never rises faster than the pool.
        expect(count).toBeLessThanOrEqual(more);
        selected += count;
        expect(selected).toBe(yearOf(percent, population));
      }
    });
    fc.assert(property);
  });

  it('a draw for each batch comes to its share, and the last one to the whole quota', () => {
    const property = fc.property(
      percents,
      fc.integer({ min: 1, max: 12 }),
      fc.nat({ max: 500 }),
      (percent, of, pool) => {
        let selected = 0;
        for (let done = 1; done <= of; done += 1) {
          selected += take(percent, pool, { done, of }, selected);
          expect(selected).toBe(Math.ceil((yearOf(percent, pool) * done) / of));
        }
        expect(selected).toBe(yearOf(percent, pool));
      },
    );
    fc.assert(property);
  });

  it('nobody more is drawn than the largest pool called for, however pools shrink and grow', () => {
    const pools = fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 12 });
    const property = fc.property(percents, pools, (percent, populations) => {
      let selected = 0;
      for (const population of populations) {
        selected += take(percent, population, { done: 1, of: 1 }, selected);
        expect(selected).toBeGreaterThanOrEqual(yearOf(percent, population));
      }
      expect(selected).toBe(Math.max(...populations.map((population) => yearOf(percent, population))));
    });
    fc.assert(property);
  });
});

it('a stratum that nobody stood in before has its own rule, one without entries none', () => {
  const terms = batchTerms(termsOf('50'), [cellOf(3)], { done: 1, of: 1 }, (_, stratum) => (stratum === 'B' ? 9 : 0));
  expect(terms.legs[0]?.quota).toEqual({ strata: { A: { count: 2 } } });
});
