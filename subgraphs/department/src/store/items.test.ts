import { afterAll, beforeAll, expect, it } from 'vitest';
import { item, type StartedDepartment, startDepartment } from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
});
afterAll(() => department.stop());

interface VersionedItem {
  readonly version: number;
  readonly versions: readonly { readonly version: number }[];
}

const itemOf = async (code: string): Promise<VersionedItem | null | undefined> => {
  const fields = 'version title validTo versions { version title ratioLimit recordedAt }';
  const { data } = await department.entities('FireRescueItem', [`fire-rescue:item:${code}`], fields);
  return (data?._entities as readonly (VersionedItem | null)[] | undefined)?.[0];
};

it('makes a new version of an item that changes, and of no other', async () => {
  expect((await department.save('items', [item('V1'), item('V2')])).data).toEqual({
    saved: { created: 2, updated: 0, unchanged: 0 },
  });
  const changed = [item('V1', { title: '改名' }), item('V2'), item('V3')];
  expect((await department.save('items', changed)).data).toEqual({ saved: { created: 1, updated: 1, unchanged: 1 } });
  expect((await department.save('items', changed)).data).toEqual({ saved: { created: 0, updated: 0, unchanged: 3 } });
  expect(await itemOf('V1')).toMatchObject({
    version: 2,
    title: '改名',
    versions: [
      { version: 2, title: '改名' },
      { version: 1, title: '事项 V1', ratioLimit: '5', recordedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    ],
  });
  expect((await itemOf('V2'))?.versions).toHaveLength(1);
});

it('is by lot and takes no special expertise, unless told otherwise', async () => {
  await department.save('items', [item('B1'), item('B2', { byLot: false, specialised: true })]);
  const ids = ['B1', 'B2'].map((code) => `fire-rescue:item:${code}`);
  const { data } = await department.entities('FireRescueItem', ids, 'byLot specialised');
  expect(data?._entities).toEqual([
    { byLot: true, specialised: false },
    { byLot: false, specialised: true },
  ]);
  expect((await department.save('items', [item('B2')])).data).toMatchObject({ saved: { updated: 1 } });
});

it('leaves one step on the ledger for each save that changes something', async () => {
  const [before] = await department.sql('SELECT count(*)::int AS n FROM ledger_entry');
  await department.save('items', [item('L1')]);
  await department.save('items', [item('L1')]);
  const steps = await department.sql('SELECT * FROM ledger_entry ORDER BY seq DESC');
  expect(steps.length).toBe(Number(before?.n) + 1);
  expect(steps[0]).toMatchObject({ actor: 'officer:fire-rescue:zhang', action: 'items.save', target: 'fire-rescue' });
  expect(JSON.parse(String(steps[0]?.detail))).toEqual({
    created: 1,
    updated: 0,
    unchanged: 0,
    items: [{ code: 'L1', version: 1 }],
  });
});

it('counts versions without a gap when several save at the same time', async () => {
  await department.save('items', [item('C1')]);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => department.save('items', [item('C1', { title: `题 ${n}` }), item(`C1-${n}`)])),
  );
  for (const { errors } of answers) expect(errors).toBeUndefined();
  expect((await itemOf('C1'))?.versions.map(({ version }) => version)).toEqual([7, 6, 5, 4, 3, 2, 1]);
});

it('answers a repeated key with the first answer', async () => {
  const first = await department.save('items', [item('K1')], 'key-1');
  expect(await department.save('items', [item('K1')], 'key-1')).toEqual(first);
  const { errors } = await department.save('items', [item('K2')], 'key-1');
  expect(errors?.[0]?.extensions.code).toBe('OV_KIT_KEY_REUSED');
});

it('writes nothing where one row is refused', async () => {
  const { data, errors } = await department.save('items', [item('N1'), item('N2', { basis: [] })]);
  expect(data).toEqual({ saved: null });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'OV_DEPT_ROWS_REFUSED',
    problems: [{ row: 2, code: 'N2', field: 'basis', problem: expect.stringMatching(/检查依据.*legal basis/) }],
  });
  expect(await itemOf('N1')).toBeNull();
});
