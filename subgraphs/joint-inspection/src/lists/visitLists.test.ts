import { appendLedger } from '@onevisit/kit';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { visibleCrews, visibleVisits } from '../disclosure/visible.js';
import { visibleSql } from '../disclosure/visibleSql.js';
import { Prisma } from '../generated/client.js';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import type { SeenList } from '../seenAnswers.fixture.js';
import { CODES, MOMENTS, manyVisits, plansWithDraws } from './manyVisits.fixture.js';
import { filterSql, type VisitFilter, visitsWhere } from './visitFilter.js';

let city: JointCity;
let drawIds: string[];
const ALL = 6_000;

beforeAll(async () => {
  city = await JointCity.open();
  const pairs = MOMENTS.flatMap((disclosure) =>
    MOMENTS.map((crewMoment) => ({ name: `${disclosure}-${crewMoment}`, disclosure, crewMoment })),
  );
  // Plans are listed the newest first: those with visits.
  const more = Array.from({ length: 100 }, (_, number) => ({ name: `more-${number}` }));
  await plansWithDraws(city.database, more);
  drawIds = await plansWithDraws(city.database, [...pairs, { name: 'VOID', phase: 'VOID' }]);
  await manyVisits(city.database, drawIds, ALL);
  await amendmentsAndSteps();
});
afterAll(() => city.close());

/** Amendments of the first draws, and steps of their plans, draws and visits. */
async function amendmentsAndSteps(): Promise<void> {
  const now = new Date('2026-05-01T04:00:00Z');
  for (const drawId of drawIds.slice(0, 4)) {
    const visits = await city.database.visit.findMany({ where: { drawId }, take: 4, select: { id: true } });
    const made = {
      department: 'health',
      kind: 'STEP_OUT',
      amendment: {},
      reason: 'ILL',
      explanation: '',
      by: 'x',
      at: now,
    };
    await city.database.amendment.createMany({
      data: visits.map(({ id }, index) => {
        const before = { id: `health:inspector:${2 * index}` };
        return { ...made, drawId, number: 1 + index, visitIds: [id], changes: [{ visitId: id, before, after: null }] };
      }),
    });
    const targets = [drawId.replace(':draw:', ':plan:'), drawId, ...visits.map(({ id }) => id)];
    await city.database.$transaction(async (tx) => {
      for (const target of targets) {
        for (const action of ['plan.move', 'plan.invite']) {
          await appendLedger(tx, { actor: 'lead:market-regulation:li', action, target, detail: null }, now);
        }
      }
    });
  }
}

const ME = inspector('health:inspector:2');
const SUBJECT = { role: 'subject', sub: 's', subject: 'code:9' } as const;

describe('what a viewer may see is the same in SQL as through Prisma', () => {
  it.each([
    ['the public', anyone],
    ['an officer', officerOf('health')],
    ['a leader', { role: 'leader', sub: 'zhao', department: 'health' } as const],
    ['an inspector', ME],
    ['a subject', SUBJECT],
    ['a lead', lead],
  ])('for %s', async (_who, viewer) => {
    for (const now of ['2026-06-16', '2026-09-01'].map((day) => new Date(`${day}T04:00:00Z`))) {
      for (const part of ['disclosure', 'crewMoment'] as const) {
        const where = part === 'disclosure' ? visibleVisits(viewer, now) : visibleCrews(viewer, now);
        const expected = await city.database.visit.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
        const found = await city.database.$queryRaw<{ id: string }[]>`SELECT visit.id FROM visit
          JOIN draw ON draw.id = visit.draw_id JOIN joint_plan ON joint_plan.id = draw.plan_id
          WHERE ${visibleSql(viewer, now, part)} ORDER BY visit.id`;
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }
    }
  });
});

it('the day after which a visit is public, by which the public search looks, is that of the conditions', async () => {
  for (const now of ['2026-05-20', '2026-06-16', '2026-09-01'].map((day) => new Date(`${day}T04:00:00Z`))) {
    const where = visibleVisits(anyone, now);
    const expected = await city.database.visit.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
    const found = await city.database.$queryRaw<{ id: string }[]>`
      SELECT id FROM visit WHERE public_after < ${now.toISOString().slice(0, 10)} ORDER BY id`;
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(expected.length).toBeGreaterThan(0);
  }
});

describe('a filter is the same in SQL as through Prisma', () => {
  it.each<VisitFilter>([
    { plan: `joint-inspection:plan:${MOMENTS[0]}-${MOMENTS[1]}`, batch: 2 },
    { department: 'health', status: 'COMPLETED' },
    { division: '411500', minLegs: 2 },
    { division: '410102', subjectId: 'code:9' },
    { overlaps: { first: '2026-06-01', last: '2026-06-02' } },
    { overlaps: { first: '2026-07-10', last: '2026-07-20' }, department: 'fire-rescue' },
    {},
  ])('%j', async (filter) => {
    const where = visitsWhere(filter);
    const expected = await city.database.visit.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
    const found = await city.database.$queryRaw<{ id: string }[]>`
      SELECT visit.id FROM visit JOIN draw ON draw.id = visit.draw_id WHERE ${filterSql(filter)} ORDER BY visit.id`;
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(expected.length).toBeGreaterThan(0);
  });
});

interface Listed {
  readonly id: string;
  readonly district: string;
  readonly batch: number;
  readonly window: { readonly first: string };
}
type Page = SeenList<Listed>;

const LIST = `query ($filter: VisitFilter, $first: Int, $after: String) { page: visits(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { id district batch window { first } } } }`;

describe('visits', () => {
  it('come a page at a time by window, with the filters given', async () => {
    const filter = {
      plan: `joint-inspection:plan:${MOMENTS[0]}-${MOMENTS[1]}`,
      batch: 2,
      department: 'health',
      division: '411500',
      status: 'PLANNED',
      minLegs: 1,
      overlaps: { first: '2026-05-05', last: '2026-06-10' },
    };
    const expected = await city.database.visit.findMany({
      where: {
        drawId: drawIds[1] ?? '',
        batch: 2,
        departments: { has: 'health' },
        district: { in: ['411502', '411503'] },
        status: 'PLANNED',
        windowFirst: { lte: '2026-06-10' },
        OR: [{ windowLast: { gte: '2026-05-05' } }, { rollsOverTo: { gte: '2026-05-05' } }],
      },
      orderBy: [{ windowFirst: 'asc' }, { id: 'asc' }],
    });
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { page }: { page: Page } = await city.data<{ page: Page }>(lead, LIST, { filter, first: 90, after });
      expect(page.totalCount).toBe(expected.length);
      ids.push(...page.nodes.map(({ id }) => id));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(expected.length).toBeGreaterThan(90);
    expect(ids).toEqual(expected.map(({ id }) => id));
  });

  it('of a subject, and of draws in force only', async () => {
    const { page } = await city.data<{ page: Page }>(lead, LIST, { filter: { subjectId: 'code:9' }, first: 100 });
    expect(page.totalCount).toBe(
      await city.database.visit.count({ where: { subjectId: 'code:9', draw: { phase: 'DRAWN' } } }),
    );
    expect(page.totalCount).toBeLessThan(ALL / 400);
  });

  it('the public sees those that are disclosed', async () => {
    city.now = new Date('2026-05-20T04:00:00Z');
    const { page } = await city.data<{ page: Page }>(anyone, LIST, { first: 1 });
    const where = { AND: [visibleVisits(anyone, city.now), { draw: { phase: 'DRAWN' } }] };
    expect(page.totalCount).toBe(await city.database.visit.count({ where }));
    expect(page.totalCount).toBeLessThan((ALL * 9) / 10);
  });

  const MINE = '{ page: myVisits(first: 1000) { totalCount nodes { id } } }';

  it('of mine are those in whose crew I am, of an officer where the token names an inspector', async () => {
    const seats = { some: { inspectorId: ME.role === 'inspector' ? ME.inspector : '' } };
    const expected = await city.database.visit.count({ where: { seats, draw: { phase: 'DRAWN' } } });
    const officer = officerOf('health');
    for (const viewer of [ME, { ...officer, inspector: 'health:inspector:2' }]) {
      expect((await city.data(viewer, MINE)).page.totalCount).toBe(expected);
    }
    expect(expected).toBeGreaterThan(0);
    expect(await city.refusal(officer, MINE)).toBe('OV_JOINT_NO_INSPECTOR');
    expect(await city.refusal(lead, MINE)).toBe('OV_KIT_FORBIDDEN');
  });

  it('of many subjects and inspectors are each the page that it would be alone', async () => {
    const query = `query ($refs: [_Any!]!, $after: String) { _entities(representations: $refs) {
      ... on MarketSubject { page: visits(first: 3, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { id } } }
      ... on HealthInspector { page: visits(first: 3, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { id } } } } }`;
    const refs = Array.from({ length: 12 }, (_, number) => [
      { __typename: 'MarketSubject', uscc: CODES[number] },
      { __typename: 'HealthInspector', id: `health:inspector:${2 * number}` },
    ]).flat();
    const page = async (some: object, after: string | null) =>
      (await city.data(officerOf('health'), query, { refs: some, after }))._entities.map((one) => one.page);
    const first = await page(refs, null);
    const alone = await Promise.all(refs.map(async (ref) => (await page([ref], null))[0]));
    expect(first).toEqual(alone);
    const after = first[0]?.pageInfo.endCursor ?? null;
    expect(await page(refs, after)).toEqual(await Promise.all(refs.map(async (ref) => (await page([ref], after))[0])));
    expect(await city.refusal(lead, query, { refs, after: '*' })).toBe('OV_KIT_BAD_CURSOR');
  });
});

describe('lists inside the plans of a list', () => {
  const PART = 'totalCount pageInfo { endCursor hasNextPage }';
  const PLAN = `id steps(first: 3, after: $step) { ${PART} nodes { at action } } draws { id
    visits(first: 3, after: $visit, filter: { status: PLANNED }) { ${PART} nodes { key } }
    amendments(first: 2, after: $amendment) { ${PART} nodes { number changes { visit { id } before { id } } } } }`;
  const PLANS = `query ($step: String, $visit: String, $amendment: String) { jointPlans(first: 200) { nodes { ${PLAN} } } }`;
  const ONE = `query ($id: ID!, $step: String, $visit: String, $amendment: String) { jointPlan(id: $id) { ${PLAN} } }`;
  type Some = SeenList<object>;
  interface Plan {
    readonly id: string;
    readonly steps: Some;
    readonly draws: readonly { readonly id: string; readonly visits: Some; readonly amendments: Some }[];
  }

  it('are each the page that it would be alone', async () => {
    const all = async (after: object) =>
      (await city.data<{ jointPlans: { nodes: Plan[] } }>(auditor, PLANS, after)).jointPlans.nodes;
    const alone = async (id: string, after: object) =>
      (await city.data<{ jointPlan: Plan }>(auditor, ONE, { id, ...after })).jointPlan;
    const first = await all({});
    const withVisits = first.filter(({ draws: [draw] }) => draw?.visits.totalCount !== 0);
    expect(withVisits).toHaveLength(drawIds.length);
    const [plan] = first.filter(({ steps }) => steps.totalCount > 0);
    expect(plan?.steps).toMatchObject({ totalCount: 12, pageInfo: { hasNextPage: true } });
    expect(plan?.draws[0]?.amendments).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const after = {
      step: plan?.steps.pageInfo.endCursor,
      visit: plan?.draws[0]?.visits.pageInfo.endCursor,
      amendment: plan?.draws[0]?.amendments.pageInfo.endCursor,
    };
    for (const from of [{}, after]) {
      const plans = (await all(from)).filter(({ id }) => withVisits.some((one) => one.id === id));
      expect(plans).toEqual(await Promise.all(plans.map(({ id }) => alone(id, from))));
    }
  });

  it('are refused alone where the rules do not have steps public', async () => {
    const query = '{ jointPlans(first: 3) { nodes { id draws { visits(first: 1) { totalCount } } } } }';
    expect((await city.data(anyone, query)).jointPlans.nodes).toHaveLength(3);
    expect(await city.refusal(anyone, PLANS)).toBe('OV_KIT_FORBIDDEN');
  });
});

describe('joint plans', () => {
  const PLANS = 'query ($filter: JointPlanFilter) { jointPlans(filter: $filter) { totalCount } }';
  const count = async (viewer: Parameters<JointCity['data']>[0], filter: object) =>
    (await city.data(viewer, PLANS, { filter })).jointPlans.totalCount;

  it('are filtered by the phase of their draws, and by whose they are', async () => {
    expect(await count(lead, { drawPhase: 'VOID' })).toBe(1);
    expect(await count(lead, { drawPhase: 'DRAWN', year: 2026 })).toBe(109);
    expect(await count(officerOf('health'), { mine: true })).toBe(110);
    expect(await count(officerOf('water'), { mine: true })).toBe(0);
    expect(await count(anyone, { mine: true })).toBe(0);
    const held = await city.database.visit.findMany({
      where: { seats: { some: { inspectorId: 'health:inspector:2' } }, draw: { phase: 'DRAWN' } },
      distinct: ['drawId'],
    });
    expect(await count(ME, { mine: true })).toBe(held.length);
  });
});

describe('statements to the database are as many for 1,000 rows as for 100 and for 10:', () => {
  const WHOLE = `id key subjectName subject { uscc } district status batch batchWindow { first } window { first last } lastDay
    draw { id phase plan { id title rules { pack { id } } } } legs { id items { id } } items { legId planned { id } result { results } }
    crew { department { id } seats { name inspector { id } } } crewAsDrawn { seats { name } } recognisedBy { id } scheduledAt starts { startedOn }
    checkIns { on } outcomes { kind } signatures { recordHash } subjectSignatures { on }
    events { kind } reports { form } disclosures { kind } comments { text } deadlines { kind due state }`;

  const statements = async (ask: () => Promise<unknown>): Promise<number> => {
    const query = vi.spyOn(Client.prototype, 'query');
    await ask();
    const count = query.mock.calls.length;
    query.mockRestore();
    return count;
  };
  const growth = async (ask: (first: number) => Promise<unknown>, most: number): Promise<void> => {
    await ask(1);
    const counts: number[] = [];
    for (const first of [10, 100, 1000]) counts.push(await statements(() => ask(first)));
    expect(new Set(counts).size, counts.join(', ')).toBe(1);
    expect(counts[0]).toBeLessThanOrEqual(most);
  };

  it.each([
    ['a lead', lead],
    ['an officer', officerOf('health')],
  ])('visits, for %s', async (_who, viewer) => {
    const query = `query ($first: Int) { visits(first: $first, filter: { minLegs: 1 }) { totalCount nodes { ${WHOLE} } } }`;
    await growth((first) => city.data(viewer, query, { first }), 28);
  });

  it('my visits', async () => {
    const query = `query ($first: Int) { myVisits(first: $first) { totalCount nodes { ${WHOLE} } } }`;
    await growth((first) => city.data(ME, query, { first }), 28);
  });

  it.each([
    ['a lead', lead, 'steps(first: 2) { totalCount nodes { action } }'],
    ['an officer', officerOf('health'), ''],
    ['an inspector', ME, ''],
  ])('plans with their draws, visits, amendments and steps, for %s', async (_who, viewer, steps) => {
    const query = `query ($first: Int) { jointPlans(first: $first) { totalCount nodes { id legs { id items { id } } batchWindows { number }
      rules { pack { id } } ${steps} draws { id phase nonces { commitment } statement { leafCount }
        visits(first: 2, filter: { minLegs: 1 }) { totalCount nodes { id key } }
        amendments(first: 2) { totalCount nodes { number changes { visit { id } } } } } } } }`;
    await growth((first) => city.data(viewer, query, { first }), 20);
  });

  it('subjects and inspectors with their visits, items and tasks with their plans', async () => {
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on MarketSubject { visits(first: 2) { totalCount nodes { ${WHOLE} } } }
      ... on HealthInspector { visits(first: 2) { totalCount nodes { id crew { seats { name } } } } }
      ... on HealthItem { jointPlans(first: 2) { totalCount nodes { id } } }
      ... on HealthPlanTask { jointPlans(first: 2) { totalCount nodes { id } } } } }`;
    const refsOf = (count: number) =>
      Array.from({ length: count / 4 }, (_, number) => [
        { __typename: 'MarketSubject', uscc: CODES[number] },
        { __typename: 'HealthInspector', id: `health:inspector:${number % 50}` },
        { __typename: 'HealthItem', id: number % 2 === 0 ? 'health:item:I1' : `health:item:I${number}` },
        { __typename: 'HealthPlanTask', id: number % 2 === 0 ? 'health:task:T1' : `health:task:T${number}` },
      ]).flat();
    await growth((count) => city.data(auditor, query, { refs: refsOf(Math.max(count, 8)) }), 36);
  });
});

describe('lists are read from an index that holds them in order, and end with the page:', () => {
  const explained = async (filter: object, viewer = lead): Promise<string> => {
    const query = vi.spyOn(Client.prototype, 'query');
    await city.data(viewer, `query ($filter: VisitFilter) { visits(filter: $filter, first: 20) { nodes { id } } }`, {
      filter,
    });
    const asked = query.mock.calls.map(
      ([call]) => call as unknown as { readonly text?: string; readonly values?: unknown[] },
    );
    query.mockRestore();
    const list = asked.find(({ text }) => text?.includes('LIMIT') && text.includes('"visit"'));
    const rows = await city.database.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
      `EXPLAIN ${list?.text}`,
      ...(list?.values ?? []),
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  it.each([
    ['no filter', {}, 'visit_window_first_id_idx'],
    ['a division', { division: '410102' }, 'visit_district_window_first_id_idx'],
    ['a state', { status: 'COMPLETED' }, 'visit_status_window_first_id_idx'],
    ['a subject', { subjectId: 'code:9' }, 'visit_subject_id_inspected_on_idx'],
  ])('%s', async (_what, filter, index) => {
    const plan = await explained(filter);
    expect(plan, Prisma.ModelName.Visit).toContain(index);
    expect(plan).not.toContain('Seq Scan on visit');
  });

  it('a plan and its batch', async () => {
    const plan = await explained({ plan: `joint-inspection:plan:${MOMENTS[0]}-${MOMENTS[1]}`, batch: 2 });
    expect(plan).toContain('visit_draw_id_batch_window_first_id_idx');
  });
});
