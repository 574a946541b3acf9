import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bound } from './Bound.js';
import { smallestConflict } from './smallestConflict.js';

const bound = (side: Bound['side'], stratum: string | null, count: number): Bound => ({
  origin: 'QUOTA',
  text: { zh: `${stratum} ${side} ${count}`, en: `${stratum} ${side} ${count}` },
  cite: [],
  stratum,
  side,
  count,
});
const atLeast = (stratum: string | null, count: number) => bound('AT_LEAST', stratum, count);
const atMost = (stratum: string | null, count: number) => bound('AT_MOST', stratum, count);

describe('smallestConflict', () => {
  const populations = new Map([
    ['A', 6540],
    ['B', 2530],
    ['C', 770],
    ['D', 160],
  ]);

  it('names the ratios of classes that cannot stand beside an overall limit, and what would resolve it', () => {
    const bounds = [atMost(null, 500), atLeast('A', 66), atLeast('B', 253), atLeast('C', 385), atLeast('D', 128)];
    const conflict = smallestConflict({ leg: 'x', populations, bounds });
    expect(conflict?.bounds).toEqual([bounds[0], bounds[3], bounds[2]]);
    expect(conflict?.remedies.map(({ bound: { stratum }, count }) => [stratum, count])).toEqual([
      [null, 832],
      ['C', 247],
      ['B', 115],
    ]);
  });

  it('prefers two that contradict each other to three', () => {
    const bounds = [atMost(null, 10), atLeast('A', 6), atLeast('B', 6), atMost('A', 5)];
    expect(smallestConflict({ leg: 'x', populations, bounds })?.bounds).toEqual([bounds[1], bounds[3]]);
  });

  it('names limits of strata that leave less than the whole must have', () => {
    const bounds = [atLeast(null, 4000), atMost('A', 100), atMost('B', 0), atMost('D', 100)];
    const conflict = smallestConflict({ leg: 'x', populations, bounds });
    expect(conflict?.bounds).toEqual([bounds[0], bounds[1]]);
    expect(conflict?.remedies).toContainEqual({ bound: bounds[1], count: 540 });
    expect(conflict?.remedies).toContainEqual({ bound: bounds[0], count: 970 });
  });

  it('finds nothing where everything fits exactly', () => {
    const bounds = [atMost(null, 319), atLeast('A', 66), atLeast('B', 253), atMost('B', 253)];
    expect(smallestConflict({ leg: 'x', populations, bounds })).toBeNull();
  });
});

describe('against all numbers that there are', () => {
  const strata = ['A', 'B', 'C'] as const;
  const problems = fc.record({
    populations: fc.tuple(...strata.map(() => fc.nat({ max: 4 }))),
    bounds: fc.array(
      fc.record({
        side: fc.constantFrom('AT_LEAST' as const, 'AT_MOST' as const),
        stratum: fc.constantFrom(...strata, null),
        part: fc.nat({ max: 100 }),
      }),
      { maxLength: 6 },
    ),
  });
  /** Every bound lies between nothing and what its place has, as quotas do (draw protocol, section 3). */
  const legOf = ({ populations, bounds }: typeof problems extends fc.Arbitrary<infer P> ? P : never) => {
    const population = new Map(strata.map((stratum, index) => [stratum as string, populations[index] ?? 0]));
    const total = populations.reduce((sum, count) => sum + count, 0);
    const of = (stratum: string | null) => (stratum === null ? total : (population.get(stratum) ?? 0));
    return {
      leg: 'x',
      populations: population,
      bounds: bounds.map(({ side, stratum, part }) => bound(side, stratum, Math.round((part * of(stratum)) / 100))),
    };
  };
  const keeps = (numbers: readonly number[], { side, stratum, count }: Bound): boolean => {
    const drawn =
      stratum === null
        ? numbers.reduce((sum, number) => sum + number, 0)
        : (numbers[(strata as readonly string[]).indexOf(stratum)] ?? 0);
    return side === 'AT_LEAST' ? drawn >= count : drawn <= count;
  };
  const feasible = (populations: readonly number[], bounds: readonly Bound[]): boolean => {
    const [a = 0, b = 0, c = 0] = populations;
    for (let x = 0; x <= a; x += 1)
      for (let y = 0; y <= b; y += 1)
        for (let z = 0; z <= c; z += 1) if (bounds.every((each) => keeps([x, y, z], each))) return true;
    return false;
  };
  const subsets = (bounds: readonly Bound[]): Bound[][] =>
    bounds.reduce<Bound[][]>((all, each) => all.concat(all.map((some) => some.concat(each))), [[]]);

  it('tells whether there is a conflict, of the fewest bounds, each needed, and each remedy resolves those', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const leg = legOf(problem);
        const conflict = smallestConflict(leg);
        expect(conflict === null).toBe(feasible(problem.populations, leg.bounds));
        if (conflict === null) return;
        expect(feasible(problem.populations, conflict.bounds)).toBe(false);
        const infeasible = subsets(leg.bounds).filter((some) => !feasible(problem.populations, some));
        expect(conflict.bounds.length).toBe(Math.min(...infeasible.map((some) => some.length)));
        for (const { bound: changing, count } of conflict.remedies) {
          const mended = conflict.bounds.map((each) => (each === changing ? { ...each, count } : each));
          expect(feasible(problem.populations, mended)).toBe(true);
        }
        expect(conflict.remedies.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
