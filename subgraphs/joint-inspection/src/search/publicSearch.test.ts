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

beforeAll(async () => {
  city = await JointCity.open();
  city.now = new Date('2026-05-20T04:00:00Z');
  const drawIds = await plansWithDraws(city.database, [
    { name: '信阳公开' },
    { name: '信阳期满', disclosure: 'AFTER_WINDOW', crewMoment: 'AFTER_WINDOW' },
    { name: '作废', phase: 'VOID' },
  ]);
  await manyVisits(city.database, drawIds, 1_500);
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

  it('reads names in the order of their index, and ends with the page', async () => {
    const sql = subjectsSql({ prefix: '信阳' }, { first: 20, after: null }, city.now);
    const rows = await city.database.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql.text}`, ...sql.values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('visit_subject_name_subject_id_idx');
    expect(plan).not.toContain('Seq Scan on visit');
    expect(plan).not.toMatch(/\bSort\b/);
  });
});
