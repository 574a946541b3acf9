import { mergeVisits, type Terms, type Window } from '@onevisit/draw';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTUMN, CountedDraws, SPRING, type StatedDraw, termsOf } from '../budget/CountedDraws.fixture.js';
import type { StatedRules } from '../rules/adoptedRules.fixture.js';
import { applied, CAP, freezing, pageOf } from './freezing.fixture.js';

let draws: CountedDraws;
beforeAll(async () => {
  draws = await CountedDraws.open();
});
afterAll(() => draws.close());

const WINDOWS: readonly Window[] = [SPRING, AUTUMN, ['2026-05-15', '2026-09-15'], ['2026-01-01', '2026-03-31']];
const SUBJECTS = ['s1', 's2', 's3', 's4'];

/** A plan's legs: windows, departments, and which subjects stand in each. */
const plans = fc.array(
  fc.record({
    window: fc.constantFrom(...WINDOWS),
    department: fc.constantFrom('d', 'e', 'f'),
    pool: fc.subarray(SUBJECTS, { minLength: 1 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type StatedPlan = readonly { readonly window: Window; readonly department: string; readonly pool: string[] }[];

/** What plans go by: a cap of their own, or rules. */
const caps = fc.record({
  most: fc.integer({ min: 1, max: 3 }),
  own: fc.boolean(),
  countedBy: fc.constantFrom('DEPARTMENT' as const, 'ALL' as const),
  joint: fc.constantFrom('ONCE' as const, 'PER_DEPARTMENT' as const),
});

it('never lets the draws of a year, frozen one after the other, make more visits of a subject than the cap', async () => {
  const drawing = fc.asyncProperty(fc.array(plans, { minLength: 2, maxLength: 4 }), caps, async (all, cap) => {
    await draws.clear();
    const { most, own, countedBy, joint } = cap;
    const stated = own ? { visitCap: most } : {};
    const rules: StatedRules = own ? {} : { 'visit-cap': { ...CAP, most, countedBy, joint } };
    const made: (readonly string[])[] = [];
    for (const legs of all) made.push(...(await drawnAtMost(legs, stated, rules)));
    const counted = (subject: string, department: string): number =>
      made
        .filter(([visited]) => visited === subject)
        .map(([, ...departments]) => {
          const of = !own && countedBy === 'DEPARTMENT' ? departments.filter((one) => one === department) : departments;
          return own || joint === 'ONCE' ? Math.min(of.length, 1) : of.length;
        })
        .reduce((sum, count) => sum + count, 0);
    for (const subject of SUBJECTS) {
      for (const department of ['d', 'e', 'f']) expect(counted(subject, department)).toBeLessThanOrEqual(most);
    }
  });
  await fc.assert(drawing, { numRuns: 12 });
});

/** Freezes a plan whose legs select everybody whom they can. @returns of each visit its subject and departments */
async function drawnAtMost(
  plan: StatedPlan,
  stated: StatedDraw,
  rules: StatedRules,
): Promise<readonly (readonly string[])[]> {
  const legs = Object.fromEntries(plan.map(({ window, department }, index) => [`leg${index}`, { window, department }]));
  const standings = await freezing(draws, legs, stated, rules);
  const { id } = await draws.database.draw.findFirstOrThrow({ where: { phase: 'FREEZING' } });
  const pools = new Map<string, readonly string[]>();
  for (const [index, { pool }] of plan.entries()) {
    const lines = applied(standings, `leg${index}`, pageOf(...pool)).split('\n');
    await draws.store(id, `leg${index}`, lines);
    pools.set(
      `leg${index}`,
      pool.filter((_, at) => lines[at]?.endsWith('\tELIGIBLE')),
    );
  }
  await draws.database.draw.update({ where: { id }, data: { phase: 'FROZEN' } });
  const terms = termsOf(legs);
  return SUBJECTS.flatMap((subject) => visitsOfAll(terms, pools, subject));
}

/** The visits of a subject whom every leg in whose pool it can be drawn selects. */
function visitsOfAll(
  terms: Terms,
  pools: ReadonlyMap<string, readonly string[]>,
  subject: string,
): readonly (readonly string[])[] {
  const departmentOf = new Map(terms.legs.map((leg) => [leg.id, leg.department]));
  const selected = terms.legs
    .filter(({ id }) => pools.get(id)?.includes(subject))
    .map((leg) => ({ leg, subjects: Uint32Array.of(0) }));
  const roster = { subjects: { textOf: () => subject }, districtOf: () => '411502' };
  return mergeVisits(terms, selected, roster, { compare: (a, b) => a - b }).map((visit) => [
    subject,
    ...new Set(visit.legs.map((leg) => departmentOf.get(leg) ?? '')),
  ]);
}
