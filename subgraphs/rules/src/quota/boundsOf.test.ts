import { describe, expect, it } from 'vitest';
import { boundsOf } from './boundsOf.js';
import type { QuotaScope } from './demandsFor.js';
import { parseQuota } from './parseQuota.js';

function bounds(cell: string, scope: QuotaScope) {
  const parsed = parseQuota(cell);
  if (parsed.kind !== 'QUOTA') throw new Error(parsed.reason);
  return boundsOf(parsed.quota, scope);
}

/** A typical city: 10,000 subjects, a few without a class. */
const CITY = { A: 6540, B: 2530, C: 770, D: 150 };
const NAMES = { 守信: 'A', 警示: 'B', 失信: 'C', 严重失信: 'D' };

describe('boundsOf', () => {
  it('finds that 总体≤5% cannot hold beside 1/10/50/80 % in a real city', () => {
    const { strata, sum, conflicts } = bounds('总体≤5%;守信1%/警示10%/失信50%/严重失信80%', {
      populations: CITY,
      names: NAMES,
    });
    // 65.4 → 66, 253, 385, 120 by rounding up; 5 % of 9,990 is 499.5, which permits 500.
    expect(strata).toMatchObject({
      A: { least: 66, most: 66 },
      B: { least: 253, most: 253 },
      C: { least: 385, most: 385 },
      D: { least: 120, most: 120 },
    });
    expect(sum).toMatchObject({ least: 824, most: 824 });
    expect(conflicts).toMatchObject([
      { kind: 'WHOLE', whole: { of: 'OVERALL', bounds: { least: 0, most: 500 } }, strata: { least: 824 } },
    ]);
  });

  it('finds nothing wrong with it where few are dishonest', () => {
    const scope = { populations: { A: 9700, B: 290, C: 8, D: 2 }, names: NAMES };
    expect(bounds('总体≤5%;守信1%/警示10%/失信50%/严重失信80%', scope).conflicts).toEqual([]);
  });

  it('finds that A≤5% B 5-20% C 21-60% D 61-100% can be followed there under 总体≤10%, not under 总体≤3%', () => {
    const letters = 'A≤5% B 5-20% C 21-60% D 61-100%';
    const { sum, conflicts } = bounds(`总体≤10%；${letters}`, { populations: CITY });
    // 0 + 127 + 162 + 92 to 327 + 506 + 462 + 150.
    expect(sum).toMatchObject({ least: 381, most: 1445 });
    expect(conflicts).toEqual([]);
    expect(bounds(`总体≤3%；${letters}`, { populations: CITY }).conflicts).toHaveLength(1);
    expect(bounds(`总体≥20%；${letters}`, { populations: CITY }).conflicts).toHaveLength(1);
  });

  it.each([
    ['3%', 1001, 31, 31],
    ['≤5%', 10, 0, 1],
    ['<5%', 10, 0, 0],
    ['<10%', 20, 0, 1],
    ['>10%', 20, 3, 20],
    ['≥0.5%', 199, 1, 199],
    ['60-70家', 65, 60, 65],
    ['60-70家', 40, 40, 40],
    ['10%且≥3家', 10, 3, 3],
    ['10%且≤3家', 100, 3, 3],
    ['≥1%且原则上≥10家', 300, 3, 300],
    ['约20家', 300, 0, 300],
    ['10%且原则上≥3家', 10, 1, 3],
    ['100%', 7, 7, 7],
    ['50%', 0, 0, 0],
    ['总体≤5%', 100, 0, 100],
  ])('%s of %d: from %d to %d', (cell, population, least, most) => {
    expect(bounds(cell, { populations: { ALL: population } }).strata.ALL).toMatchObject({ least, most });
  });

  it.each([
    ['≥1%且原则上≥10家', 300, 10, 300],
    ['约20家', 300, 20, 20],
    ['≥10家且原则上≤5%', 100, 10, 10],
    ['≤20%且原则上≥3家', 5, 1, 1],
  ])('%s of %d: in principle from %d to %d', (cell, population, leastInPrinciple, mostInPrinciple) => {
    expect(bounds(cell, { populations: { ALL: population } }).strata.ALL).toMatchObject({
      leastInPrinciple,
      mostInPrinciple,
    });
  });

  it('names a stratum whose own bounds exclude each other', () => {
    const { conflicts } = bounds('A≤20%且≥3家；B 5%', { populations: { A: 5, B: 10 } });
    expect(conflicts).toMatchObject([{ kind: 'STRATUM', stratum: 'A', bounds: { least: 3, most: 1 } }]);
  });

  it('takes a count that is not divided for all strata together', () => {
    const { strata, wholes, conflicts } = bounds('60-70家', { populations: { A: 100, B: 50 } });
    expect(strata).toMatchObject({ A: { least: 0, most: 100 }, B: { least: 0, most: 50 } });
    expect(wholes).toMatchObject([{ of: 'POOL', bounds: { least: 60, most: 70 } }]);
    expect(conflicts).toEqual([]);
  });

  it("lets one draw fall short of the year's total, but not exceed it", () => {
    const scope = { populations: { ALL: 100 } };
    expect(bounds('5%；每年比例之和≥20%', scope).conflicts).toEqual([]);
    expect(bounds('5%；每年比例之和≤4%', scope).conflicts).toMatchObject([{ whole: { of: 'YEARLY' } }]);
  });
});
