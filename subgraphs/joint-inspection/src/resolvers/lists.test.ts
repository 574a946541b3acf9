import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, anyone, auditor, inspector, JointCity, lead } from '../jointCity.fixture.js';
import { convened, drawn, fillPools, HEALTH, taskOf } from '../jointDraws.fixture.js';
import type { SeenList } from '../seenAnswers.fixture.js';

let city: JointCity;
let drawId: string;
let planIds: string[];
const SPACED = 'plate:豫S 12 345';

beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 300);
  const health = city.double('health');
  const quota = [{ stratum: '*', count: null, percent: '80', min: null, max: null }];
  health.tasks.set(HEALTH, taskOf(HEALTH, { quota }));
  ({ drawId } = await drawn(city, { disclosure: 'AT_DRAW' }));
  const more = [await convened(city), await convened(city), await convened(city)];
  const [first] = await city.database.jointPlan.findMany({ orderBy: { seq: 'asc' }, select: { id: true } });
  planIds = [...more.reverse(), first?.id ?? ''];
});
afterAll(() => city.close());

type Page = SeenList<{ readonly id: string }>;

const NO_PAGE: Page = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: -1 };

/** Goes through a connection with pages of the given sizes, in turn. */
async function walk(sizes: readonly number[], fetch: (first: number, after: string | null) => Promise<Page>) {
  const ids: string[] = [];
  let after: string | null = null;
  for (let turn = 0; ; turn += 1) {
    const page: Page = await fetch(sizes[turn % sizes.length] ?? 1, after);
    ids.push(...page.nodes.map((node) => node.id));
    expect(page.pageInfo.hasNextPage).toBe(ids.length < page.totalCount);
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
const PAGE = 'nodes { id } pageInfo { hasNextPage endCursor } totalCount';

describe('a connection, paged in any sizes, gives every row once and in order:', () => {
  it('visits of a draw, bytewise by key', async () => {
    const rows = await city.database.visit.findMany({ where: { drawId } });
    const expected = rows.map((row) => row.id).sort();
    const query = `query ($id: ID!, $first: Int, $after: String) { draw(id: $id) {
      page: visits(first: $first, after: $after) { ${PAGE} } } }`;
    const property = fc.asyncProperty(sizes, async (turns) => {
      const ids = await walk(turns, async (first, after) => {
        return (await city.data(anyone, query, { id: drawId, first, after })).draw.page;
      });
      expect(ids).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it('visits of an inspector by window, ids with blanks too', async () => {
    const person = 'health:inspector:1';
    const held = await city.database.visit.findMany({ where: { seats: { some: { inspectorId: person } } } });
    for (const [index, { id }] of held.entries()) {
      const windowFirst = `2026-05-0${1 + (index % 4)}`;
      await city.database.visit.update({ where: { id }, data: { windowFirst } });
    }
    for (const number of [1, 2, 3]) {
      const id = `joint-inspection:visit:x/${SPACED} ${number}#1`;
      await city.database.visit.create({
        data: {
          id,
          drawId,
          key: `${SPACED} ${number}#1`,
          position: 10_000 + number,
          subjectId: `${SPACED} ${number}`,
          district: '411502',
          windowFirst: '2026-05-02',
          windowLast: '2026-06-30',
          status: 'PLANNED',
          legIds: [HEALTH],
          legCount: 1,
          departments: ['health'],
          seats: { create: { department: 'health', number: 0, specialties: [], inspectorId: person } },
        },
      });
    }
    const rows = await city.database.visit.findMany({ where: { seats: { some: { inspectorId: person } } } });
    const bytes = (text: string) => Buffer.from(text).toString('latin1');
    const order = rows
      .map((row) => [`${row.windowFirst} ${bytes(row.id)}`, row.id] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const query = `query ($refs: [_Any!]!, $first: Int, $after: String) { _entities(representations: $refs) {
      ... on HealthInspector { page: visits(first: $first, after: $after) { ${PAGE} } } } }`;
    const refs = [{ __typename: 'HealthInspector', id: person }];
    const property = fc.asyncProperty(sizes, async (turns) => {
      const ids = await walk(turns, async (first, after) => {
        return (await city.data(lead, query, { refs, first, after }))._entities[0]?.page ?? NO_PAGE;
      });
      expect(ids).toEqual(order.map(([, id]) => id));
    });
    await fc.assert(property, { numRuns: 8 });
    await city.database.crewSeat.deleteMany({ where: { visitId: { contains: SPACED } } });
    await city.database.visit.deleteMany({ where: { subjectId: { startsWith: SPACED } } });
  });

  it('plans and the ledger, newest first', async () => {
    const plans = `query ($first: Int, $after: String) { page: jointPlans(first: $first, after: $after) { ${PAGE} } }`;
    const ledger = `query ($first: Int, $after: String) { page: ledger(first: $first, after: $after) {
      nodes { id: hash } pageInfo { hasNextPage endCursor } totalCount } }`;
    const entries = await city.database.ledgerEntry.findMany({ orderBy: { seq: 'desc' } });
    const hashes = entries.map((entry) => entry.hash);
    const property = fc.asyncProperty(sizes, async (turns) => {
      const of = (query: string) => async (first: number, after: string | null) =>
        (await city.data(auditor, query, { first, after })).page;
      expect(await walk(turns, of(plans))).toEqual(planIds);
      expect(await walk(turns, of(ledger))).toEqual(hashes);
    });
    await fc.assert(property, { numRuns: 8 });
  });
});

it('the ledger is counted by its last step, and what was done to one thing by its steps', async () => {
  const count = async (target: string | null) => {
    const query = vi.spyOn(Client.prototype, 'query');
    const ask = 'query ($target: ID) { ledger(target: $target, first: 1) { totalCount } }';
    const { totalCount } = (await city.data(auditor, ask, { target })).ledger;
    const counts = query.mock.calls.filter(([call]) => JSON.stringify(call).includes('COUNT('));
    query.mockRestore();
    return { totalCount, statements: counts.length };
  };
  expect(await count(null)).toEqual({ totalCount: await city.database.ledgerEntry.count(), statements: 0 });
  const steps = await city.database.ledgerEntry.count({ where: { target: drawId } });
  expect(await count(drawId)).toEqual({ totalCount: steps, statements: 1 });
});

describe('a connection refuses', () => {
  it.each([
    ['a cursor of another list', { after: Buffer.from('abc').toString('base64url') }, 'OV_KIT_BAD_CURSOR'],
    ['a place that no list has', { after: Buffer.from('99999999999').toString('base64url') }, 'OV_KIT_BAD_CURSOR'],
    ['what is no cursor', { after: '*' }, 'OV_KIT_BAD_CURSOR'],
    ['too large a page', { first: 1001 }, 'OV_KIT_PAGE_SIZE'],
    ['a negative page', { first: -1 }, 'OV_KIT_PAGE_SIZE'],
  ])('%s', async (_what, args, code) => {
    const query = `query ($first: Int = 5, $after: String) { jointPlans(first: $first, after: $after) { totalCount } }`;
    expect(await city.refusal(anyone, query, args)).toBe(code);
  });
});

describe('filters of plans', () => {
  it('take year and department', async () => {
    const query = 'query ($filter: JointPlanFilter) { jointPlans(filter: $filter) { totalCount } }';
    const count = async (filter: object) => (await city.data(lead, query, { filter })).jointPlans.totalCount;
    expect(await count({})).toBe(4);
    expect(await count({ year: 2026, department: 'health' })).toBe(4);
    expect(await count({ year: 2027 })).toBe(0);
    expect(await count({ department: 'water' })).toBe(0);
  });
});

describe('statements to the database', () => {
  /** How many statements answering takes. */
  async function statements(ask: () => Promise<Answer['data']>): Promise<number> {
    const query = vi.spyOn(Client.prototype, 'query');
    await ask();
    const count = query.mock.calls.length;
    query.mockRestore();
    return count;
  }

  const LIST = `query ($id: ID!, $first: Int) { draw(id: $id) { plan { id title draws { id } } visits(first: $first) {
    totalCount nodes { key subjectName subject { uscc } draw { id phase plan { title } } window { first last }
      legs { id title department { id } items { title } }
      items { legId planned { title item { id } } result { results } }
      crew { department { id } seats { name inspector { id } } } } } } }`;

  it.each([
    ['the public', anyone],
    ['a lead', lead],
    ['an inspector', inspector('health:inspector:1')],
  ])('are as many for 200 visits as for 10, for %s', async (_who, viewer) => {
    const of = (first: number) => statements(() => city.data(viewer, LIST, { id: drawId, first }));
    await of(1);
    const [ten, many] = [await of(10), await of(200)];
    expect(many).toBe(ten);
    expect(many).toBeLessThan(15);
  });

  it('are as many for 100 references as for two', async () => {
    const rows = await city.database.visit.findMany({ where: { drawId }, take: 100 });
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on Visit { key crew { seats { name } } } } }`;
    const of = (count: number) =>
      statements(() =>
        city.data(anyone, query, { refs: rows.slice(0, count).map(({ id }) => ({ __typename: 'Visit', id })) }),
      );
    await of(1);
    const two = await of(2);
    expect(await of(100)).toBe(two);
  });
});
