import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspector, type StartedDepartment, startDepartment, viewers } from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
});
afterAll(() => department.stop());

const FIELDS = 'name capacity active recusals { subjectId reason }';

const inspectorOf = async (code: string) => {
  const id = `fire-rescue:inspector:${code}`;
  return (await department.entities('FireRescueInspector', [id], FIELDS)).data?._entities?.[0];
};
const problemsOf = async (rows: readonly object[]) => {
  const { errors } = await department.save('inspectors', rows);
  return (errors?.[0]?.extensions.problems ?? []) as { row: number; field: string; problem: string }[];
};

it('creates, replaces and leaves alone, with recusals', async () => {
  const recusals = [
    { subjectId: 'b', reason: '亲属' },
    { subjectId: 'a', reason: '曾任职' },
  ];
  await department.save('inspectors', [inspector('A1', { recusals }), inspector('A2')]);
  expect(await inspectorOf('A1')).toEqual({
    name: '检查员 A1',
    capacity: 10,
    active: true,
    recusals: [recusals[1], recusals[0]],
  });
  const again = [
    inspector('A1', { recusals: [...recusals].reverse() }),
    inspector('A2', { recusals: [{ subjectId: 'c', reason: '举报' }] }),
    inspector('A3', { active: false }),
  ];
  expect((await department.save('inspectors', again)).data).toEqual({
    saved: { created: 1, updated: 1, unchanged: 1 },
  });
  await department.save('inspectors', [inspector('A1')]);
  expect(await inspectorOf('A1')).toMatchObject({ recusals: [] });
});

it('lets two exchange their certificates in one batch, and nobody take one of somebody else', async () => {
  await department.save('inspectors', [inspector('C1'), inspector('C2'), inspector('C3')]);
  const exchanged = [inspector('C1', { certificateNumber: '豫-C2' }), inspector('C2', { certificateNumber: '豫-C1' })];
  expect((await department.save('inspectors', exchanged)).data).toMatchObject({ saved: { updated: 2 } });
  expect(await problemsOf([inspector('C4'), inspector('C5', { certificateNumber: '豫-C3' })])).toEqual([
    { row: 2, code: 'C5', field: 'certificateNumber', problem: expect.stringMatching(/已属于 C3.*belongs to C3/) },
  ]);
  expect(await inspectorOf('C4')).toBeNull();
});

it('names what is wrong by row and field', async () => {
  const rows = [
    inspector('W1'),
    inspector('W2', { certificateNumber: '豫-W1' }),
    inspector('W3', { capacity: -1, specialties: ['a', 'a', ''] }),
    inspector('W4', {
      recusals: [
        { subjectId: 'x', reason: '' },
        { subjectId: 'x', reason: 'y' },
      ],
    }),
    inspector('W1', { certificateNumber: '豫-W5', name: 'a\tb' }),
  ];
  expect((await problemsOf(rows)).map(({ row, field }) => `${row} ${field}`)).toEqual([
    '2 certificateNumber',
    '3 specialties[1]',
    '3 specialties[2]',
    '3 capacity',
    '4 recusals[1]',
    '4 recusals[0].reason',
    '5 code',
    '5 name',
  ]);
});

it('saves the same people at the same time without a conflict', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) => department.save('inspectors', [inspector('R1', { capacity: n })])),
  );
  for (const { errors } of answers) expect(errors).toBeUndefined();
});

it('shows recusals to officers and auditors, not to inspectors and the lead', async () => {
  await department.save('inspectors', [inspector('S1', { recusals: [{ subjectId: 'x', reason: 'y' }] })]);
  const ask = (viewer: (typeof viewers)[keyof typeof viewers]) =>
    department.entities('FireRescueInspector', ['fire-rescue:inspector:S1'], 'name recusals { subjectId }', viewer);
  for (const viewer of [viewers.officer, viewers.auditor]) {
    expect((await ask(viewer)).data?._entities?.[0]).toEqual({ name: '检查员 S1', recusals: [{ subjectId: 'x' }] });
  }
  for (const viewer of [viewers.inspector, viewers.lead]) {
    expect((await ask(viewer)).data?._entities?.[0]).toEqual({ name: '检查员 S1', recusals: null });
  }
});
