import { brotliCompressSync } from 'node:zlib';
import { type Leg, mergeVisits, type Terms, type Window } from '@onevisit/draw';
import { openPool } from '@onevisit/kit';
import { type FreshDatabase, freshDatabase } from '@onevisit/tests/freshDatabase';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../database.js';
import { checkBudget } from './checkBudget.js';
import { budgetLock, isCovered, openBudget, type VisitBudget } from './openBudget.js';

let fresh: FreshDatabase;
let pool: ReturnType<typeof openPool>;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase('joint-inspection');
  pool = openPool(fresh.url);
  database = openDatabase(pool);
});
afterAll(async () => {
  await database.$disconnect();
  await pool.end();
  await fresh.drop();
});
beforeEach(async () => {
  for (const table of ['roster_page', 'visit', 'draw', 'joint_plan']) {
    await database.$executeRawUnsafe(`DELETE FROM ${table}`);
  }
});

const SPRING: Window = ['2026-03-01', '2026-05-31'];
const AUTUMN: Window = ['2026-09-01', '2026-10-31'];

function termsOf(windows: Readonly<Record<string, Window>>): Terms {
  const legs = Object.entries(windows).map(
    ([id, window]): Leg => ({
      id,
      department: 'd',
      items: ['i'],
      window,
      quota: { strata: { '*': { percent: '100' } } },
      crew: { size: 1, specialties: [], district: 'ANY' },
    }),
  );
  return { legs, minOverlap: 1, publicSource: '' };
}

let made = 0;

/** A draw of a plan of its own. @returns its row */
async function drawOf(
  phase: string,
  terms: Terms,
  plan: { readonly year?: number; readonly visitCap?: number | null } = {},
  drawnAt: Date | null = null,
) {
  made += 1;
  const at = new Date('2026-01-01T00:00:00Z');
  const planId = `plan${made}`;
  await database.jointPlan.create({
    data: {
      id: planId,
      title: '计划',
      year: plan.year ?? 2026,
      initiator: 'd',
      minOverlap: 1,
      publicSource: '',
      disclosure: 'AT_DRAW',
      visitCap: plan.visitCap ?? null,
      convenedAt: at,
    },
  });
  return await database.draw.create({
    data: {
      id: `draw${made}`,
      planId,
      phase,
      rosterKey: '',
      terms: JSON.parse(JSON.stringify(terms)),
      revealWithin: 1,
      openedAt: at,
      progress: {},
      drawnAt,
    },
  });
}

const lineOf = (subject: string, standing: string): string => `${subject}\tA\t411502\t${standing}`;
const standings = (lines: string): string[] => lines.split('\n').map((line) => line.split('\t')[3] ?? '');

/** Stores a leg's roster in pages of two lines. */
async function store(drawId: string, source: string, lines: readonly string[]): Promise<void> {
  const pages = lines.flatMap((_, at) => (at % 2 === 0 ? [lines.slice(at, at + 2)] : []));
  await database.rosterPage.createMany({
    data: pages.map((page, number) => ({
      drawId,
      source,
      number,
      lines: new Uint8Array(brotliCompressSync(page.join('\n'))),
      count: page.length,
      cursor: page.at(-1)?.split('\t')[0] ?? null,
      last: number === pages.length - 1,
    })),
  });
}

/** Keeps visits of a draw, one a subject and number. */
async function visit(drawId: string, keys: readonly string[], status = 'PLANNED'): Promise<void> {
  await database.visit.createMany({
    data: keys.map((key, position) => ({
      id: `${drawId}/${key}`,
      drawId,
      key,
      position,
      subjectId: key.split('#')[0] ?? '',
      district: '411502',
      windowFirst: SPRING[0],
      windowLast: SPRING[1],
      status,
      legCount: 1,
    })),
  });
}

/** A budget, which there must be. */
async function budgetOf(draw: { id: string; planId: string; terms: Terms }): Promise<VisitBudget> {
  const row = await database.draw.findUniqueOrThrow({ where: { id: draw.id } });
  const budget = await openBudget(database, row);
  if (budget === null) throw new Error('there is no cap');
  return budget;
}

async function freezing(windows: Readonly<Record<string, Window>>, visitCap: number): Promise<VisitBudget> {
  const terms = termsOf(windows);
  return await budgetOf({ ...(await drawOf('FREEZING', terms, { visitCap })), terms });
}

describe('openBudget', () => {
  it('is not needed without a cap', async () => {
    const draw = await drawOf('FREEZING', termsOf({ a: SPRING }));
    expect(await openBudget(database, draw)).toBeNull();
  });

  it('counts visits of drawn draws of the year, and those of void draws that were begun', async () => {
    const terms = termsOf({ a: SPRING });
    const drawn = await drawOf('DRAWN', terms);
    await visit(drawn.id, ['s1#1', 's2#1', 's2#2']);
    const lastYear = await drawOf('DRAWN', terms, { year: 2025 });
    await visit(lastYear.id, ['s3#1']);
    const unmade = await drawOf('VOID', terms, {}, new Date());
    await visit(unmade.id, ['s3#1']);
    await visit(unmade.id, ['s4#1'], 'IN_PROGRESS');
    const budget = await freezing({ a: SPRING }, 1);
    const lines = ['s1', 's2', 's3', 's4', 's5'].map((subject) => lineOf(subject, 'ELIGIBLE')).join('\n');
    const after = ['CAP_REACHED', 'CAP_REACHED', 'ELIGIBLE', 'CAP_REACHED', 'ELIGIBLE'];
    expect(standings(budget.apply('a', lines))).toEqual(after);
    expect(budget.basis).toEqual([drawn.id, unmade.id].sort());
  });

  it('reserves for a frozen draw the most that each subject could get', async () => {
    const terms = termsOf({ a: SPRING, b: SPRING, c: AUTUMN });
    for (const phase of ['FROZEN', 'DRAWING']) {
      const frozen = await drawOf(phase, terms);
      await store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE'), lineOf('s2', 'ELIGIBLE'), lineOf('s3', 'RECOGNISED')]);
      await store(frozen.id, 'b', [lineOf('s1', 'ELIGIBLE'), lineOf('s4', 'CAP_REACHED')]);
      await store(frozen.id, 'c', [lineOf('s2', 'ELIGIBLE')]);
      const of = async (cap: number) => (await freezing({ x: AUTUMN }, cap)).apply('x', page);
      const page = ['s1', 's2', 's3', 's4'].map((subject) => lineOf(subject, 'ELIGIBLE')).join('\n');
      expect(standings(await of(1))).toEqual(['CAP_REACHED', 'CAP_REACHED', 'ELIGIBLE', 'ELIGIBLE']);
      expect(standings(await of(2))).toEqual(['ELIGIBLE', 'CAP_REACHED', 'ELIGIBLE', 'ELIGIBLE']);
      expect(await of(3)).toBe(page);
      await database.draw.update({ where: { id: frozen.id }, data: { phase: 'VOID' } });
      expect(await of(1)).toBe(page);
    }
  });

  it('lets a subject stand in as many groups of windows as it has visits left', async () => {
    const budget = await freezing({ a: SPRING, b: AUTUMN, c: SPRING }, 1);
    expect(budget.apply('a', lineOf('s', 'ELIGIBLE'))).toBe(lineOf('s', 'ELIGIBLE'));
    expect(budget.apply('b', lineOf('s', 'ELIGIBLE'))).toBe(lineOf('s', 'CAP_REACHED'));
    expect(budget.apply('c', lineOf('s', 'ELIGIBLE'))).toBe(lineOf('s', 'ELIGIBLE'));
  });

  it('leaves other standings, empty pages and whatever else stands in a line', async () => {
    const budget = await freezing({ a: SPRING, b: AUTUMN }, 1);
    const page = [
      '甲\tELIGIBLE\t411502\tRECOGNISED',
      lineOf('乙', 'ELIGIBLE'),
      lineOf('ELIGIBLE', 'DEREGISTERED'),
      'x',
    ];
    expect(budget.apply('b', page.join('\n'))).toBe(page.with(1, lineOf('乙', 'CAP_REACHED')).join('\n'));
    expect(budget.apply('b', '')).toBe('');
  });

  it('ends when it is told to', async () => {
    const frozen = await drawOf('FROZEN', termsOf({ a: SPRING }));
    await store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE')]);
    const draw = await drawOf('FREEZING', termsOf({ a: SPRING }), { visitCap: 1 });
    const over = new Error('over');
    await expect(openBudget(database, draw, AbortSignal.abort(over))).rejects.toBe(over);
  });

  it('refuses to count pages that are not all there', async () => {
    const frozen = await drawOf('FROZEN', termsOf({ a: SPRING }));
    await store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE'), lineOf('s2', 'ELIGIBLE'), lineOf('s3', 'ELIGIBLE')]);
    await database.rosterPage.deleteMany({ where: { drawId: frozen.id, number: 1 } });
    await expect(freezing({ a: SPRING }, 1)).rejects.toMatchObject({ code: 'OV_JOINT_PAGES_DAMAGED' });
  });
});

const WINDOWS: readonly Window[] = [SPRING, AUTUMN, ['2026-05-15', '2026-09-15'], ['2026-01-01', '2026-03-31']];
const SUBJECTS = ['s1', 's2', 's3', 's4'];

/** A plan's legs: windows, and which subjects stand in each. */
const plans = fc.array(
  fc.record({ window: fc.constantFrom(...WINDOWS), pool: fc.subarray(SUBJECTS, { minLength: 1 }) }),
  { minLength: 1, maxLength: 4 },
);

it('never lets the draws of a year, frozen one after the other, make more visits of a subject than the cap', async () => {
  const drawing = fc.asyncProperty(
    fc.array(plans, { minLength: 2, maxLength: 4 }),
    fc.integer({ min: 1, max: 3 }),
    run,
  );
  await fc.assert(drawing, { numRuns: 10 });

  async function run(all: readonly { window: Window; pool: string[] }[][], cap: number): Promise<void> {
    await database.$executeRawUnsafe('DELETE FROM roster_page');
    await database.$executeRawUnsafe('DELETE FROM draw');
    const visits = new Map(SUBJECTS.map((subject) => [subject, 0]));
    for (const legs of all) {
      const terms = termsOf(Object.fromEntries(legs.map(({ window }, index) => [`leg${index}`, window])));
      const draw = await drawOf('FREEZING', terms, { visitCap: cap });
      const budget = await budgetOf({ ...draw, terms });
      const pools = new Map<string, string[]>();
      for (const [index, { pool: members }] of legs.entries()) {
        const sent = members.map((subject) => lineOf(subject, 'ELIGIBLE')).join('\n');
        const lines = budget.apply(`leg${index}`, sent).split('\n');
        await store(draw.id, `leg${index}`, lines);
        pools.set(
          `leg${index}`,
          members.filter((_, at) => lines[at]?.endsWith('\tELIGIBLE')),
        );
      }
      await database.draw.update({ where: { id: draw.id }, data: { phase: 'FROZEN' } });
      for (const subject of SUBJECTS) {
        visits.set(subject, (visits.get(subject) ?? 0) + visitsOfAll(terms, pools, subject));
      }
    }
    expect(Math.max(...visits.values())).toBeLessThanOrEqual(cap);
  }
});

/** The visits of a subject whom every leg in whose pool it can be drawn selects. */
function visitsOfAll(terms: Terms, pools: ReadonlyMap<string, readonly string[]>, subject: string): number {
  const selected = terms.legs
    .filter(({ id }) => pools.get(id)?.includes(subject))
    .map((leg) => ({ leg, subjects: Uint32Array.of(0) }));
  const roster = { subjects: { textOf: () => subject }, districtOf: () => '411502' };
  return mergeVisits(terms, selected, roster, { compare: (a, b) => a - b }).length;
}

describe('checkBudget', () => {
  const capped = async (phase: string, budgetBasis: string[] = []) => {
    const draw = await drawOf(phase, termsOf({ a: SPRING }), { visitCap: 1 });
    return await database.draw.update({ where: { id: draw.id }, data: { budgetBasis } });
  };
  const check = (draw: Awaited<ReturnType<typeof capped>>) => database.$transaction((tx) => checkBudget(tx, draw));

  it('refuses a freeze that does not know of another plan with a cap', async () => {
    const other = await capped('FROZEN');
    await drawOf('FROZEN', termsOf({ a: SPRING }));
    await drawOf('FROZEN', termsOf({ a: SPRING }), { year: 2025, visitCap: 1 });
    await expect(check(await capped('FREEZING', [other.id, 'gone']))).resolves.toBeUndefined();
    await expect(check(await capped('FREEZING'))).rejects.toMatchObject({ code: 'OV_JOINT_BUDGET_OVERTAKEN' });
  });

  it('lets one pass of those that would be frozen in the same instant', async () => {
    const draws = [await capped('FREEZING'), await capped('FREEZING'), await capped('FREEZING')];
    const freezes = draws.map((draw) =>
      database.$transaction(async (tx) => {
        await checkBudget(tx, draw);
        await tx.draw.update({ where: { id: draw.id }, data: { phase: 'FROZEN' } });
      }),
    );
    const outcomes = await Promise.allSettled(freezes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await database.draw.count({ where: { phase: 'FROZEN' } })).toBe(1);
  });
});

describe('the rules of freezing', () => {
  it('let plans with a cap and of one year wait for each other, and no others', () => {
    expect(budgetLock({ year: 2026, visitCap: 1 })).toBe(budgetLock({ year: 2026, visitCap: 5 }));
    expect(budgetLock({ year: 2026, visitCap: 1 })).not.toBe(budgetLock({ year: 2027, visitCap: 1 }));
    expect(budgetLock({ year: 2026, visitCap: null })).toBeNull();
  });

  it('discard pages once a draw counts that did not when they were streamed', () => {
    expect(isCovered(['a'], ['a', 'b'])).toBe(true);
    expect(isCovered(['a', 'c'], ['a', 'b'])).toBe(false);
  });
});
