import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  creditCodeOf,
  entry,
  inspector,
  item,
  type StartedDepartment,
  startDepartment,
  task,
} from '../startDepartment.fixture.js';

let department: StartedDepartment;
const numbers = Array.from({ length: 100 }, (_, n) => n);

beforeAll(async () => {
  department = await startDepartment();
  await department.save(
    'items',
    numbers.map((n) => item(`X${n}`)),
  );
  await department.save('entries', [
    ...numbers.map((n) => entry(`E${n}`, { uscc: creditCodeOf(n), details: { storeys: n + 1, uses: ['商场'] } })),
    entry('E0-second', { uscc: creditCodeOf(0), details: { storeys: 10 } }),
  ]);
  await department.save(
    'inspectors',
    numbers.map((n) => inspector(`I${n}`, { recusals: [{ subjectId: 's', reason: 'r' }] })),
  );
  await department.save(
    'tasks',
    numbers.map((n) => task(`T${n}`, { itemIds: [`fire-rescue:item:X${n}`] })),
  );
});
afterAll(() => department.stop());

const subjects = (uscc: readonly string[], fields: string) =>
  department.ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on MarketSubject { ${fields} } } }`,
    { representations: uscc.map((code) => ({ __typename: 'MarketSubject', uscc: code })) },
  );

/** Statements that a call sends to the database. */
async function statements(call: () => Promise<{ errors: unknown }>): Promise<number> {
  const query = vi.spyOn(Client.prototype, 'query');
  try {
    expect((await call()).errors).toBeUndefined();
    return query.mock.calls.length;
  } finally {
    query.mockRestore();
  }
}

it.each([
  ['FireRescueItem', 'item:X', 'title versions { version }'],
  ['FireRescuePoolEntry', 'pool:E', 'name storeys subject { uscc fireRescue { storeys } }'],
  ['FireRescueInspector', 'inspector:I', 'name recusals { subjectId }'],
  ['FireRescuePlanTask', 'task:T', 'title items { title versions { version } }'],
])('asks the database as often for a hundred of %s as for ten', async (type, kind, fields) => {
  const ask = (count: number) => () =>
    department.entities(
      type,
      numbers.slice(0, count).map((n) => `fire-rescue:${kind}${n}`),
      fields,
    );
  const forTen = await statements(ask(10));
  expect(forTen).toBeGreaterThan(0);
  expect(forTen).toBeLessThanOrEqual(3);
  expect(await statements(ask(100))).toBe(forTen);
});

it('asks once for the profiles and facts of all subjects', async () => {
  const ask = (count: number) => () =>
    subjects(numbers.slice(0, count).map(creditCodeOf), 'name fireRescue { storeys entries { code } }');
  expect(await statements(ask(10))).toBe(1);
  expect(await statements(ask(100))).toBe(1);
});

it('gives null for what it does not have', async () => {
  const { data, errors } = await department.entities(
    'FireRescueItem',
    ['fire-rescue:item:X1', 'fire-rescue:item:none', 'water:item:X1', ''],
    'code',
  );
  expect({ data, errors }).toEqual({ data: { _entities: [{ code: 'X1' }, null, null, null] }, errors: undefined });
  expect((await department.entities('FireRescueDepartment', ['water', 'fire-rescue'], 'id')).data).toEqual({
    _entities: [null, { id: 'fire-rescue' }],
  });
});

it('computes a subject’s profile and facts from its entries, and has none of a stranger', async () => {
  const { data } = await subjects(
    [creditCodeOf(0), creditCodeOf(5000)],
    'uscc name fireRescue { storeys entries { code } }',
  );
  expect(data?._entities).toEqual([
    {
      uscc: creditCodeOf(0),
      name: '企业 E0',
      fireRescue: { storeys: 11, entries: [{ code: 'E0' }, { code: 'E0-second' }] },
    },
    { uscc: creditCodeOf(5000), name: null, fireRescue: null },
  ]);
});

it('serves the fields that only this department has', async () => {
  const { data } = await department.entities(
    'FireRescuePoolEntry',
    ['fire-rescue:pool:E3'],
    'storeys uses note subject { uscc }',
  );
  expect(data?._entities).toEqual([{ storeys: 4, uses: ['商场'], note: null, subject: { uscc: creditCodeOf(3) } }]);
});
