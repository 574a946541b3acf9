import { mergeVisits, type Terms, type Window } from '@onevisit/draw';
import type { RuleOf } from '@onevisit/rules';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AUTUMN,
  CountedDraws,
  lineOf,
  SPRING,
  type StatedDraw,
  type StatedLegs,
  termsOf,
} from '../budget/CountedDraws.fixture.js';
import { pinPack, type StatedRules } from '../rules/adoptedRules.fixture.js';
import { openStandings, type Standings } from './openStandings.js';
import { screenPage } from './screenPage.js';

let draws: CountedDraws;
beforeAll(async () => {
  draws = await CountedDraws.open();
});
afterAll(() => draws.close());
beforeEach(() => draws.clear());

const CAP: RuleOf<'visit-cap'> = {
  most: 1,
  countedBy: 'ALL',
  kinds: ['ROUTINE', 'CAMPAIGN'],
  joint: 'ONCE',
  liftedFor: [],
  exceptions: [],
};

/** A draw that is about to be frozen, under rules of the city if there are any. */
async function freezing(legs: StatedLegs, stated: StatedDraw, rules: StatedRules = {}): Promise<Standings> {
  const capRules = rules['visit-cap'] !== undefined;
  const draw = await draws.draw('FREEZING', legs, { capRules, ...stated });
  await pinPack(draws.database, draw.planId, rules);
  return await openStandings(draws.database, draw);
}

/** A page as it is stored. */
function applied(standings: Standings, legId: string, lines: string): string {
  const screen = standings.screenOf(legId);
  return screen === null ? lines : Buffer.from(screenPage(Buffer.from(lines), screen).page).toString();
}

const pageOf = (...subjects: readonly string[]): string =>
  subjects.map((subject) => lineOf(subject, 'ELIGIBLE')).join('\n');
/** Standings that a leg gives to entries that could be drawn. */
function given(standings: Standings, legId: string, ...subjects: readonly string[]): readonly string[] {
  const lines = applied(standings, legId, pageOf(...subjects)).split('\n');
  return lines.map((line) => line.split('\t')[3] ?? '');
}

describe('the cap of a plan', () => {
  it('is not there without one, and asks for no marks', async () => {
    const standings = await freezing({ a: { window: SPRING } }, {});
    expect(standings.basis).toEqual([]);
    expect(standings.screenOf('a')).toBeNull();
  });

  it('counts visits of drawn draws of the year, and those of void draws that were begun', async () => {
    const legs = { a: { window: SPRING } };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['s1#1', 's2#1', 's2#2'], ['a']);
    const lastYear = await draws.draw('DRAWN', legs, { year: 2025 });
    await draws.visit(lastYear.id, ['s3#1'], ['a']);
    const unmade = await draws.draw('VOID', legs, { drawnAt: new Date() });
    await draws.visit(unmade.id, ['s3#1'], ['a']);
    await draws.visit(unmade.id, ['s4#1'], ['a'], 'IN_PROGRESS');
    await draws.outside('s5', { kind: 'ROUTINE' });
    const standings = await freezing({ a: { window: SPRING } }, { visitCap: 1 });
    const after = ['CAP_REACHED', 'CAP_REACHED', 'ELIGIBLE', 'CAP_REACHED', 'ELIGIBLE'];
    expect(given(standings, 'a', 's1', 's2', 's3', 's4', 's5')).toEqual(after);
    expect(standings.basis).toEqual([drawn.id, unmade.id, 'outside/1'].sort());
    expect(standings.screenOf('a')?.strata).toBeNull();
  });

  it('reserves for a frozen draw the most that each subject could get', async () => {
    const legs = { a: { window: SPRING }, b: { window: SPRING }, c: { window: AUTUMN } };
    for (const phase of ['FROZEN', 'DRAWING']) {
      const frozen = await draws.draw(phase, legs);
      await draws.store(frozen.id, 'a', [
        lineOf('s1', 'ELIGIBLE'),
        lineOf('s2', 'ELIGIBLE'),
        lineOf('s3', 'RECOGNISED'),
      ]);
      await draws.store(frozen.id, 'b', [lineOf('s1', 'ELIGIBLE'), lineOf('s4', 'CAP_REACHED')]);
      await draws.store(frozen.id, 'c', [lineOf('s2', 'ELIGIBLE')]);
      const of = async (visitCap: number) =>
        given(await freezing({ x: { window: AUTUMN } }, { visitCap }), 'x', 's1', 's2', 's3', 's4');
      expect(await of(1)).toEqual(['CAP_REACHED', 'CAP_REACHED', 'ELIGIBLE', 'ELIGIBLE']);
      expect(await of(2)).toEqual(['ELIGIBLE', 'CAP_REACHED', 'ELIGIBLE', 'ELIGIBLE']);
      expect((await freezing({ x: { window: AUTUMN } }, { visitCap: 3 })).screenOf('x')).toBeNull();
      await draws.database.draw.update({ where: { id: frozen.id }, data: { phase: 'VOID' } });
      expect(new Set(await of(1))).toEqual(new Set(['ELIGIBLE']));
    }
  });

  it('lets a subject stand in as many groups of windows as it has visits left', async () => {
    const legs = { a: { window: SPRING }, b: { window: AUTUMN }, c: { window: SPRING } };
    const standings = await freezing(legs, { visitCap: 1 });
    expect(['a', 'b', 'c'].map((leg) => given(standings, leg, 's')[0])).toEqual([
      'ELIGIBLE',
      'CAP_REACHED',
      'ELIGIBLE',
    ]);
  });

  it('leaves other standings, empty pages and whatever else stands in a line', async () => {
    const standings = await freezing({ a: { window: SPRING }, b: { window: AUTUMN } }, { visitCap: 1 });
    const page = [
      '甲\tELIGIBLE\t411502\tRECOGNISED',
      lineOf('乙', 'ELIGIBLE'),
      lineOf('ELIGIBLE', 'DEREGISTERED'),
      'x',
    ];
    expect(applied(standings, 'b', page.join('\n'))).toBe(page.with(1, lineOf('乙', 'CAP_REACHED')).join('\n'));
    expect(applied(standings, 'b', '')).toBe('');
  });

  it('ends when it is told to', async () => {
    const frozen = await draws.draw('FROZEN', { a: { window: SPRING } });
    await draws.store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE')]);
    const draw = await draws.draw('FREEZING', { a: { window: SPRING } }, { visitCap: 1 });
    const over = new Error('over');
    await expect(openStandings(draws.database, draw, AbortSignal.abort(over))).rejects.toBe(over);
  });

  it('refuses to count pages that are not all there', async () => {
    const frozen = await draws.draw('FROZEN', { a: { window: SPRING } });
    await draws.store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE'), lineOf('s2', 'ELIGIBLE'), lineOf('s3', 'ELIGIBLE')]);
    await draws.database.rosterPage.deleteMany({ where: { drawId: frozen.id, number: 1 } });
    await expect(freezing({ a: { window: SPRING } }, { visitCap: 1 })).rejects.toMatchObject({
      code: 'OV_JOINT_PAGES_DAMAGED',
    });
  });
});

describe('the cap by rules', () => {
  const NEXT = { x: { window: AUTUMN, department: 'd' } };
  const reached = async (cap: Partial<RuleOf<'visit-cap'>>, stated: StatedDraw = {}, legs: StatedLegs = NEXT) =>
    given(await freezing(legs, stated, { 'visit-cap': { ...CAP, ...cap } }), 'x', 's')[0] === 'CAP_REACHED';

  it('counts whose visits it says: the department, its level, or all', async () => {
    const legs = { a: { window: SPRING, department: 'e', level: 'DISTRICT' } };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['s#1'], ['a']);
    expect(await reached({ countedBy: 'ALL' })).toBe(true);
    expect(await reached({ countedBy: 'LEVEL' })).toBe(false);
    expect(await reached({ countedBy: 'DEPARTMENT' })).toBe(false);
    expect(await reached({ countedBy: 'LEVEL' }, {}, { x: { window: AUTUMN, level: 'DISTRICT' } })).toBe(true);
    expect(await reached({ countedBy: 'DEPARTMENT' }, {}, { x: { window: AUTUMN, department: 'e' } })).toBe(true);
  });

  it('counts the kinds it says, and holds for no leg of another', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING, kind: 'ORDERED_CAMPAIGN' } });
    await draws.visit(drawn.id, ['s#1'], ['a']);
    expect(await reached({})).toBe(false);
    expect(await reached({ kinds: ['ORDERED_CAMPAIGN', 'ROUTINE'] })).toBe(true);
    await draws.outside('s');
    expect(await reached({})).toBe(false);
    expect(await reached({ kinds: ['ROUTINE', 'CASE'] })).toBe(true);
    expect(await reached({ kinds: ['CASE'] })).toBe(false);
  });

  it('counts a joint visit once, or for each department', async () => {
    const legs = {
      a: { window: SPRING, department: 'd' },
      b: { window: SPRING, department: 'e' },
      c: { window: SPRING, department: 'e' },
    };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['s#1'], ['a', 'b', 'c']);
    expect(await reached({ most: 2 })).toBe(false);
    expect(await reached({ most: 2, joint: 'PER_DEPARTMENT' })).toBe(true);
    expect(await reached({ most: 3, joint: 'PER_DEPARTMENT' })).toBe(false);
    expect(await reached({ most: 2, joint: 'PER_DEPARTMENT', countedBy: 'DEPARTMENT' })).toBe(false);
  });

  it('does not hold for subjects with a mark that lifts it, or with an exception on file', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING } });
    await draws.visit(drawn.id, ['s#1', 't#1', 'u#1'], ['a']);
    const filed = { department: 'd', year: 2026, evidence: '', filedBy: '', filedAt: new Date() };
    await draws.database.capException.createMany({
      data: [
        { ...filed, subjectId: 't', code: 'COMPLAINT' },
        { ...filed, subjectId: 'u', code: 'COURT' },
        { ...filed, subjectId: 'u', code: 'COMPLAINT', year: 2025 },
      ],
    });
    const cap = { ...CAP, liftedFor: ['SERIOUSLY_DISHONEST'], exceptions: ['COMPLAINT'] } as const;
    const rule = { ...cap, liftedFor: [...cap.liftedFor], exceptions: [...cap.exceptions] };
    const standings = await freezing(NEXT, {}, { 'visit-cap': rule });
    const page = [
      `${lineOf('s', 'ELIGIBLE')}\tPENALISED\u001fSERIOUSLY_DISHONEST`,
      `${lineOf('s', 'ELIGIBLE')}\tPENALISED`,
      `${lineOf('t', 'ELIGIBLE')}\t`,
      `${lineOf('u', 'ELIGIBLE')}\t`,
    ];
    expect(applied(standings, 'x', page.join('\n')).split('\n')).toEqual([
      lineOf('s', 'ELIGIBLE'),
      lineOf('s', 'CAP_REACHED'),
      lineOf('t', 'ELIGIBLE'),
      lineOf('u', 'CAP_REACHED'),
    ]);
    expect(standings.basis).toContain('exceptions/2');
  });

  it('holds beside the cap of the plan: the stricter of both', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING } });
    await draws.visit(drawn.id, ['s#1'], ['a']);
    expect(await reached({ most: 2 })).toBe(false);
    expect(await reached({ most: 2 }, { visitCap: 1 })).toBe(true);
    expect(await reached({ most: 1 }, { visitCap: 2 })).toBe(true);
  });

  it('names the value to set where a document left it unknown', async () => {
    const unknown = { atLeast: 1, atMost: 9, reason: { zh: '扫描缺失', en: 'lost in the scan' } };
    const refused = freezing(NEXT, {}, { 'visit-cap': { ...CAP, most: { unknown } } });
    await expect(refused).rejects.toMatchObject({ code: 'OV_RULES_VALUE_UNSET' });
  });

  it('says of whom the minimum frequency demands a visit that it forbids', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING, department: 'e' } });
    await draws.visit(drawn.id, ['s#1', 't#1'], ['a']);
    const before = await draws.draw('DRAWN', { a: { window: SPRING } }, { year: 2024 });
    await draws.visit(before.id, ['t#1'], ['a'], 'COMPLETED');
    await draws.visit(before.id, ['s#1'], ['a']);
    const count = async (everyYears: number) => {
      const rules = { 'visit-cap': CAP, 'minimum-frequency': { atLeast: 1, everyYears } };
      const screen = (await freezing(NEXT, {}, rules)).screenOf('x');
      if (screen === null) throw new Error('nothing is screened');
      return screenPage(Buffer.from(pageOf('s', 't', 'u')), screen).given;
    };
    expect(await count(3)).toEqual({ 'visit-cap': 2, 'minimum-frequency': 1 });
    expect(await count(2)).toEqual({ 'visit-cap': 2, 'minimum-frequency': 2 });
  });
});

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
  const standings = await freezing(legs, stated, rules);
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
