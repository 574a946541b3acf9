import { boundOfVisits, type Leg, Roster } from '@onevisit/draw';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedVisits } from './expectedVisits.js';
import { inMatchOrder } from './MatchTask.js';
import { matchTask, type SmallTask, sampleOf } from './sketches.fixture.js';
import { poolsOf } from './TaskPools.js';

const expected = (tasks: readonly SmallTask[], most?: number) => {
  const pools = poolsOf(sampleOf(tasks, most), inMatchOrder(tasks.map(matchTask)));
  return expectedVisits(pools, [...pools.tasks.keys()]);
};

/** A pool of subjects numbered from one to another, in one stratum. */
const range = (from: number, to: number, stratum = 'ALL'): Record<string, string> =>
  Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`s${from + index}`, stratum]));

describe('expectedVisits', () => {
  it('counts what tasks have in common, would visit apart and together, and who goes', () => {
    const visits = expected([
      { id: 'fire:task:a', percent: '10', pool: range(0, 1000), crewSize: 2 },
      { id: 'health:task:a', percent: '20', pool: range(500, 1000), crewSize: 3 },
      { id: 'health:task:b', percent: '50', pool: range(500, 600), crewSize: 2 },
    ]);
    expect(visits.inCommon).toEqual({ value: 500, plusMinus: 0 });
    expect(visits.separate.value).toBeCloseTo(250);
    // 500 at 10 %, 400 at 20 %, 100 at 50 %.
    expect(visits.joint.value).toBeCloseTo(180);
    expect(visits.saved.value).toBeCloseTo(70);
    const [fire, health] = visits.departments;
    expect(fire).toMatchObject({ department: 'fire', visits: expect.closeTo(100), inspectors: expect.closeTo(200) });
    // Of the hundred that both can draw, 20 % get the team of three, 30 % that of two.
    expect(health?.visits).toBeCloseTo(130);
    expect(health?.inspectors).toBeCloseTo(3 * 80 + 3 * 20 + 2 * 30);
  });

  it('is what the draw calls the fewest visits of any scheme', () => {
    const pool = fc.dictionary(fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6'), fc.constantFrom('A', 'B'));
    const task = fc.record({ percent: fc.constantFrom('1', '30', '50', '100'), pool });
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 5 }), (drawn) => {
        const tasks = drawn.map((each, index): SmallTask => ({ ...each, id: `d${index % 3}:task:t${index}` }));
        const legs = tasks.map(
          ({ id, percent }): Leg => ({
            id,
            department: id.split(':')[0] ?? '',
            items: [],
            window: ['2026-01-01', '2026-12-31'],
            quota: { strata: { '*': { percent } } },
            crew: { size: 2, specialties: [], district: 'ANY' },
          }),
        );
        const terms = { legs, minOverlap: 1, publicSource: '' };
        const roster = new Roster(terms);
        for (const { id, pool: entries } of tasks) {
          for (const [subject, stratum] of Object.entries(entries)) {
            roster.add({ leg: id, subject, stratum, district: '411502', standing: 'ELIGIBLE' });
          }
        }
        expect(expected(tasks).joint.value).toBeCloseTo(boundOfVisits(terms, roster.cells()), 9);
      }),
      { numRuns: 200 },
    );
  });

  it('is off by no more than it says, from a sample, in about 95 of 100 cities', () => {
    let within = 0;
    const cities = 30;
    for (let city = 0; city < cities; city += 1) {
      const from = city * 10_000;
      const tasks: SmallTask[] = [
        { id: 'fire:task:a', percent: '10', pool: range(from, from + 1500) },
        { id: 'health:task:a', percent: '20', pool: range(from + 500, from + 1750) },
      ];
      const { saved, separate } = expected(tasks, 250);
      expect(saved.plusMinus).toBeGreaterThan(0);
      expect(Math.abs(separate.value - 400) / 400).toBeLessThan(0.35);
      if (Math.abs(saved.value - 100) <= saved.plusMinus) within += 1;
    }
    expect(within / cities).toBeGreaterThan(0.85);
  });
});
