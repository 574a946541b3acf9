import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  creditCodeOf,
  entry,
  inspector,
  item,
  type StartedDepartment,
  startDepartment,
  task,
  viewers,
} from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [
    item('X1', { title: '消防_检查' }),
    item('X2', { itemClass: 'KEY', ratioLimit: null, content: '100% 覆盖' }),
    item('X3', { validFrom: '2020-01-01', validTo: '2020-12-31' }),
  ]);
  await department.save('entries', [
    entry('a', { name: '50%折扣店', tags: ['t1', 't2'], creditClass: 'A' }),
    entry('B', { name: '50强企业', kind: 'PROJECT', division: '411503', creditClass: 'D', uscc: creditCodeOf(2) }),
    entry('中', { name: 'a_b', industry: '批发业', status: 'SUSPENDED', division: '410100' }),
    entry('c', { name: 'axb', validFrom: '2021-01-01', validTo: '2021-12-31', tags: ['t2'] }),
  ]);
  await department.save('inspectors', [
    inspector('1', { specialties: ['fire', '电气'] }),
    inspector('2', { district: '411503', post: 'OFFICE', specialties: ['fire'] }),
    inspector('3', { active: false, certificateValidTo: '2020-01-01', specialties: [] }),
  ]);
  await department.save('tasks', [
    task('1', { window: { first: '2026-01-01', last: '2026-01-31' } }),
    task('2', { year: 2027, itemIds: ['fire-rescue:item:X2'], window: { first: '2026-01-31', last: '2026-02-28' } }),
  ]);
  await department.get('mutation { fireRescueSubmitPlanTask(id: "fire-rescue:task:2") { id } }');
});
afterAll(() => department.stop());

interface Answer {
  readonly fireRescue: {
    readonly list: { readonly nodes: readonly { readonly code: string }[]; readonly totalCount: number };
  };
}

/** Codes of the rows that a filter finds; the count must agree. */
async function found(list: string, filter: string, value: object): Promise<string[]> {
  const query = `query ($filter: ${filter}) { fireRescue { list: ${list}(filter: $filter) { nodes { code } totalCount } } }`;
  const { fireRescue } = await department.get<Answer>(query, { filter: value });
  expect(fireRescue.list.totalCount).toBe(fireRescue.list.nodes.length);
  return fireRescue.list.nodes.map(({ code }) => code);
}

describe('filters', () => {
  it.each([
    [{}, ['X1', 'X2', 'X3']],
    [{ itemClass: 'KEY' }, ['X2']],
    [{ inForceOn: '2020-12-31' }, ['X1', 'X2', 'X3']],
    [{ inForceOn: '2021-01-01' }, ['X1', 'X2']],
    [{ inForceOn: '2019-12-31' }, []],
    [{ text: '消防_' }, ['X1']],
    [{ text: '100%' }, ['X2']],
    [{ text: '%' }, ['X2']],
    [{ text: '设施' }, ['X1', 'X3']],
    [{ text: '\\' }, []],
  ])('items %j', async (filter, expected) => {
    expect(await found('items', 'ItemFilter', filter)).toEqual(expected);
  });

  it.each([
    [{}, ['B', 'a', 'c', '中']],
    [{ kinds: ['PROJECT'] }, ['B']],
    [{ kinds: [] }, []],
    [{ tags: ['t1', 'none'] }, ['a']],
    [{ tags: ['t2'] }, ['a', 'c']],
    [{ divisions: ['4115'] }, ['B', 'a', 'c']],
    [{ divisions: ['411503', '4101'] }, ['B', '中']],
    [{ divisions: ['4115__'] }, []],
    [{ industries: ['批发业'] }, ['中']],
    [{ status: 'SUSPENDED' }, ['中']],
    [{ creditClasses: ['A', 'D'] }, ['B', 'a']],
    [{ validOn: '2021-12-31' }, ['B', 'a', 'c', '中']],
    [{ validOn: '2022-01-01' }, ['B', 'a', '中']],
    [{ subjectIds: [creditCodeOf(2)] }, ['B']],
    [{ namePrefix: '50%' }, ['a']],
    [{ namePrefix: 'a_' }, ['中']],
    [{ namePrefix: '' }, ['B', 'a', 'c', '中']],
    [{ tags: ['t2'], status: 'ACTIVE', namePrefix: '50' }, ['a']],
  ])('pool %j', async (filter, expected) => {
    expect(await found('pool', 'PoolFilter', filter)).toEqual(expected);
  });

  it.each([
    [{}, ['1', '2', '3']],
    [{ specialties: ['fire'] }, ['1', '2']],
    [{ specialties: ['fire', '电气'] }, ['1']],
    [{ district: '411503' }, ['2']],
    [{ post: 'OFFICE' }, ['2']],
    [{ active: false }, ['3']],
    [{ certifiedOn: '2020-01-01' }, ['1', '2', '3']],
    [{ certifiedOn: '2020-01-02' }, ['1', '2']],
  ])('inspectors %j', async (filter, expected) => {
    expect(await found('inspectors', 'InspectorFilter', filter)).toEqual(expected);
  });

  it.each([
    [{}, ['1', '2']],
    [{ year: 2027 }, ['2']],
    [{ status: 'DRAFT' }, ['1']],
    [{ status: 'WITHDRAWN' }, []],
    [{ itemId: 'fire-rescue:item:X2' }, ['2']],
    [{ overlaps: { first: '2026-01-31', last: '2026-01-31' } }, ['1', '2']],
    [{ overlaps: { first: '2026-02-01', last: '2026-12-31' } }, ['2']],
  ])('tasks %j', async (filter, expected) => {
    expect(await found('tasks', 'PlanTaskFilter', filter)).toEqual(expected);
  });

  it('take a thousand values, and text that a database can hold', async () => {
    const refused = async (filter: object) => {
      const query = 'query ($filter: PoolFilter) { fireRescue { pool(filter: $filter) { totalCount } } }';
      return (await department.ask(query, { filter })).errors?.[0]?.extensions.code;
    };
    expect(await refused({ subjectIds: Array.from({ length: 1000 }, (_, n) => `s:${n}`) })).toBeUndefined();
    expect(await refused({ subjectIds: Array.from({ length: 1001 }, (_, n) => `s:${n}`) })).toBe(
      'OV_DEPT_FILTER_TOO_LONG',
    );
    expect(await refused({ namePrefix: 'a\0' })).toBe('OV_DEPT_BAD_TEXT');
    expect(await refused({ tags: ['x'.repeat(501)] })).toBe('OV_DEPT_BAD_TEXT');
  });
});

interface Paged {
  readonly fireRescue: {
    readonly pool: {
      readonly edges: readonly { readonly cursor: string; readonly node: { readonly code: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly totalCount: number;
    };
  };
}

describe('pages', () => {
  const POOL = `query ($first: Int, $after: String, $filter: PoolFilter) { fireRescue {
    pool(first: $first, after: $after, filter: $filter) {
      edges { cursor node { code } } pageInfo { hasNextPage endCursor } totalCount } } }`;

  it.each([1, 2, 3, 4, 100])(
    'of %i go through all rows, bytewise by code, though they tie in all else',
    async (first) => {
      const codes: string[] = [];
      for (let after: string | null = null; ; ) {
        const { fireRescue }: Paged = await department.get<Paged>(POOL, { first, after });
        expect(fireRescue.pool.totalCount).toBe(4);
        codes.push(...fireRescue.pool.edges.map(({ node }) => node.code));
        if (!fireRescue.pool.pageInfo.hasNextPage) break;
        after = fireRescue.pool.pageInfo.endCursor;
      }
      expect(codes).toEqual(['B', 'a', 'c', '中']);
    },
  );

  it('keep their place when rows come and go before it', async () => {
    const { fireRescue } = await department.get<Paged>(POOL, { first: 2 });
    await department.save('entries', [entry('A-new', { status: 'DEREGISTERED' })]);
    const next = await department.get<Paged>(POOL, { first: 2, after: fireRescue.pool.edges[1]?.cursor });
    expect(next.fireRescue.pool.edges.map(({ node }) => node.code)).toEqual(['c', '中']);
    await department.sql(`DELETE FROM pool_entry WHERE code = 'A-new'`);
  });

  it('refuse a bad cursor and a bad size', async () => {
    const codeOf = async (variables: object) => (await department.ask(POOL, variables)).errors?.[0]?.extensions.code;
    expect(await codeOf({ after: '***' })).toBe('OV_KIT_BAD_CURSOR');
    expect(await codeOf({ first: 1001 })).toBe('OV_KIT_PAGE_SIZE');
    expect(await codeOf({ first: -1 })).toBe('OV_KIT_PAGE_SIZE');
  });
});

it('reads the ledger newest first, and refuses a cursor of another list', async () => {
  const LEDGER = `query ($after: String) { fireRescue { ledger(first: 2, after: $after) {
    nodes { seq prevHash hash } pageInfo { endCursor hasNextPage } totalCount } } }`;
  interface Ledger {
    readonly fireRescue: {
      readonly ledger: {
        readonly nodes: readonly { readonly seq: number; readonly prevHash: string; readonly hash: string }[];
        readonly pageInfo: { readonly endCursor: string };
        readonly totalCount: number;
      };
    };
  }
  const { ledger: first } = (await department.get<Ledger>(LEDGER)).fireRescue;
  const { ledger: second } = (await department.get<Ledger>(LEDGER, { after: first.pageInfo.endCursor })).fireRescue;
  const steps = [...first.nodes, ...second.nodes];
  expect(steps.map(({ seq }) => seq)).toEqual([0, 1, 2, 3].map((back) => first.totalCount - back));
  for (const [index, step] of steps.slice(0, -1).entries()) expect(step.prevHash).toBe(steps[index + 1]?.hash);
  const { errors } = await department.ask(LEDGER, { after: Buffer.from('x').toString('base64url') });
  expect(errors?.[0]?.extensions.code).toBe('OV_KIT_BAD_CURSOR');
});

it('counts what is in force today', async () => {
  await department.save('items', [item('X1', { title: '消防_检查', byLot: false })]);
  const query = '{ fireRescue { itemCount keyItemCount byLotItemCount poolCount inspectorCount name { zh en } } }';
  expect(await department.get(query)).toEqual({
    fireRescue: {
      itemCount: 2,
      keyItemCount: 1,
      byLotItemCount: 1,
      poolCount: 2,
      inspectorCount: 2,
      name: { zh: '消防救援支队', en: 'Fire and Rescue' },
    },
  });
});

it('counts its pool by division and credit class, for the joint subgraph alone', async () => {
  const query = '{ counts: fireRescuePoolCounts { division creditClass count } }';
  const { counts } = await department.get<{ counts: readonly { readonly count: number }[] }>(
    query,
    {},
    viewers.service,
  );
  // Neither the suspended entry nor the one that is over.
  expect(counts).toEqual([
    { division: '411502', creditClass: 'A', count: 1 },
    { division: '411503', creditClass: 'D', count: 1 },
  ]);
  const { errors } = await department.ask(query, {}, viewers.lead);
  expect(errors?.[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
});
