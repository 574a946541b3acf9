import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import { CODES, manyVisits, plansWithDraws } from '../lists/manyVisits.fixture.js';
import type { SeenList } from '../seenAnswers.fixture.js';
import { subjectsSql } from './searchSubjects.js';

const NAMES = `query ($text: String!, $first: Int, $after: String) { search: publicSearch(text: $text) {
  subjects(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { name } } } }`;
const SEARCH = `query ($text: String!, $first: Int, $after: String) { search: publicSearch(text: $text) {
  subjects(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { subjectId name subject { uscc }
    visits(first: 3) { totalCount nodes { id draw { id phase plan { title } } items { result { results version correctedAt } }
      publications { department { id } kind on } publicDeadlines { department { id } kind due state closedOn } } } } }
  plans(first: 5) { totalCount nodes { id title } } } }`;

interface Found {
  readonly subjectId: string;
  readonly name: string | null;
  readonly visits: SeenList<{ readonly id: string; readonly publicDeadlines: readonly object[] }>;
}
interface Search {
  readonly search: { readonly subjects: SeenList<Found>; readonly plans: SeenList<{ readonly title: string }> };
}

let city: JointCity;
let drawId: string;

beforeAll(async () => {
  city = await JointCity.open();
  city.now = new Date('2026-05-20T04:00:00Z');
  const drawIds = await plansWithDraws(city.database, [
    { name: '信阳公开' },
    { name: '信阳期满', disclosure: 'AFTER_WINDOW', crewMoment: 'AFTER_WINDOW' },
    { name: '作废', phase: 'VOID' },
  ]);
  drawId = drawIds[1] ?? '';
  await manyVisits(city.database, drawIds, 5_000);
  await city.database.$executeRaw`UPDATE visit SET subject_name =
    (ARRAY['信阳', '漯河', '信阳市'])[1 + position % 3] || '商贸' || lpad((position / 3)::text, 4, '0') || '有限公司'`;
  await city.database.$executeRaw`ANALYZE visit`;
});
afterAll(() => city.close());

const search = async (text: string, parts: object = {}): Promise<Search['search']> =>
  (await city.data<Search>(anyone, SEARCH, { text, first: 50, ...parts })).search;

describe('publicSearch', () => {
  it('finds by the beginning of a name, a page at a time, what everybody may see, whoever asks', async () => {
    const visible = await city.database.visit.findMany({
      where: { subjectName: { startsWith: '信阳' }, draw: { phase: 'DRAWN', plan: { disclosure: 'AT_DRAW' } } },
    });
    const byName = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
    const expected = [...new Set(visible.map((row) => row.subjectName ?? ''))].sort(byName);
    for (const viewer of [anyone, lead]) {
      const names: (string | null)[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { subjects }: Search['search'] = (
          await city.data<Search>(viewer, NAMES, { text: '信阳', first: 100, after })
        ).search;
        names.push(...subjects.nodes.map(({ name }) => name));
        ({ endCursor: after, hasNextPage: more } = subjects.pageInfo);
      }
      expect(names).toEqual(expected);
    }
    expect(expected.length).toBeGreaterThan(100);
    const { plans } = await search('信阳');
    expect(plans.nodes.map(({ title }) => title).sort()).toEqual(['信阳公开', '信阳期满']);
  });

  it('finds a subject by its code, with plans, draws, results and deadlines', async () => {
    const row = await city.database.visit.findFirstOrThrow({
      where: {
        status: 'COMPLETED',
        departments: { has: 'fire-rescue' },
        draw: { phase: 'DRAWN', plan: { disclosure: 'AT_DRAW' } },
      },
    });
    const { subjects, plans } = await search(` ${row.uscc?.toLowerCase()} `);
    const found = subjects.nodes.find(({ name }) => name === row.subjectName);
    expect(found?.subjectId).toBe(row.subjectId);
    expect(plans.nodes.map(({ title }) => title)).toContain('信阳公开');
    const [visit] = found?.visits.nodes ?? [];
    expect(visit).toMatchObject({ draw: { phase: 'DRAWN', plan: { title: expect.stringMatching('信阳') } } });
    const visits = found?.visits.nodes ?? [];
    expect(visits.flatMap(({ publicDeadlines }) => publicDeadlines)).toContainEqual({
      department: { id: 'fire-rescue' },
      kind: 'REPORT',
      due: '2026-06-08',
      state: 'RUNNING',
      closedOn: null,
    });
    expect((await search(`${CODES[0]?.slice(0, 17)}`)).subjects.nodes).toEqual([]);
  });

  it('finds by its code whoever has no name', async () => {
    const where = { status: 'COMPLETED', draw: { phase: 'DRAWN', plan: { disclosure: 'AT_DRAW' } } };
    const { id, uscc, subjectId } = await city.database.visit.findFirstOrThrow({ where, orderBy: { id: 'desc' } });
    await city.database.visit.update({ where: { id }, data: { subjectName: null } });
    const nodes: Found[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { subjects }: Search['search'] = await search(uscc ?? '', { first: 1, after });
      nodes.push(...subjects.nodes);
      ({ endCursor: after, hasNextPage: more } = subjects.pageInfo);
    }
    expect(nodes[0]).toMatchObject({ subjectId, name: null });
    expect(nodes.slice(1).every(({ name }) => name !== null)).toBe(true);
  });

  it.each([
    ['信', 'OV_JOINT_SEARCH'],
    ['甲'.repeat(101), 'OV_JOINT_SEARCH'],
    ['甲\u0000乙', 'OV_JOINT_SEARCH'],
    ['91310115MA1H8R7C6D', 'OV_JOINT_SEARCH_CODE'],
  ])('refuses %j', async (text, code) => {
    expect(await city.refusal(anyone, SEARCH, { text })).toBe(code);
  });

  it('takes a wildcard for what it is', async () => {
    expect((await search('%商')).subjects.nodes).toEqual([]);
    expect((await search('_阳')).plans.totalCount).toBe(0);
  });

  it('asks the database as often for many subjects as for few', async () => {
    const statements = async (first: number): Promise<number> => {
      const query = vi.spyOn(Client.prototype, 'query');
      await search('信阳', { first });
      const { length } = query.mock.calls;
      query.mockRestore();
      return length;
    };
    await search('信阳', { first: 1 });
    expect(await statements(100)).toBe(await statements(10));
  });

  it('reads names in the order of their index, as many rows however many visits are not public', async () => {
    const { text, values } = subjectsSql({ prefix: '信阳' }, { first: 20, after: null }, city.now);
    const explained = async () => {
      await city.database.$executeRaw`ANALYZE visit`;
      const [row] = await city.database.$queryRawUnsafe<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
        ...values,
      );
      const nodes = nodesOf(row?.['QUERY PLAN'][0].Plan);
      const scans = nodes.filter((node) => node['Relation Name'] === 'visit');
      const indexes = scans.map((node) => node['Index Name']);
      expect(new Set(indexes)).toEqual(new Set(['visit_public_after_subject_name_subject_id_idx']));
      return scans.reduce((sum, node) => sum + readBy(node), 0);
    };
    const before = await explained();
    // Names that come before all others, of visits that are to be made, or will not be.
    await city.database.$executeRaw`
      INSERT INTO visit (id, draw_id, key, position, subject_id, subject_name, district, window_first, window_last, status, leg_ids,
        leg_count, departments, disclosure)
      SELECT 'joint-inspection:visit:hidden/' || n, ${drawId}, 'hidden' || n, 10000 + n, 'hidden:' || n, '信阳一' || n, '411502',
        '2026-05-01', '2026-06-30', 'PLANNED', '{}', 1, '{}', (ARRAY['AFTER_WINDOW', 'AT_VISIT', NULL])[1 + n % 3]
      FROM generate_series(1, 1500) AS n`;
    const after = await explained();
    expect((await search('信阳一')).subjects.nodes).toEqual([]);
    await city.database.$executeRaw`DELETE FROM visit WHERE subject_id LIKE 'hidden:%'`;
    expect(after).toBe(before);
    expect(before).toBeLessThan(100);
  });
});

/** A node of a plan as EXPLAIN tells it, with what it did. */
interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode | undefined): readonly PlanNode[] {
  return node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function readBy(node: PlanNode): number {
  return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
}
