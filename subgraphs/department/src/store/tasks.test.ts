import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { item, type StartedDepartment, startDepartment, task } from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1'), item('X2'), item('X3', { byLot: false })]);
});
afterAll(() => department.stop());

const submit = (code: string) =>
  department.ask('mutation ($id: ID!) { task: fireRescueSubmitPlanTask(id: $id) { id status } }', {
    id: `fire-rescue:task:${code}`,
  });
const withdraw = (code: string, reason = '计划取消') =>
  department.ask(
    'mutation ($id: ID!, $reason: String!) { task: fireRescueWithdrawPlanTask(id: $id, reason: $reason) { status } }',
    { id: `fire-rescue:task:${code}`, reason },
  );
const FACTS = 'kind period directed submittedOn';
const codeOf = ({ errors }: Awaited<ReturnType<typeof submit>>) => errors?.[0]?.extensions.code;

describe('a task', () => {
  it('is a draft until it is submitted, and stands as it is from then on', async () => {
    const rows = [task('A'), task('B')];
    expect((await department.save('tasks', rows)).data).toEqual({ saved: { created: 2, updated: 0, unchanged: 0 } });
    const changed = [task('A', { title: '改名' }), task('B')];
    expect((await department.save('tasks', changed)).data).toEqual({ saved: { created: 0, updated: 1, unchanged: 1 } });
    expect((await submit('A')).data).toEqual({ task: { id: 'fire-rescue:task:A', status: 'SUBMITTED' } });
    expect((await submit('A')).data).toMatchObject({ task: { status: 'SUBMITTED' } });
    expect((await department.save('tasks', changed)).data).toMatchObject({ saved: { unchanged: 2 } });
    const refused = await department.save('tasks', [task('B', { title: '新' }), task('A', { title: '再改' })]);
    expect(codeOf(refused)).toBe('OV_DEPT_TASK_STATUS');
    expect((await department.save('tasks', [task('B')])).data).toMatchObject({ saved: { unchanged: 1 } });
  });

  it('can be withdrawn at any time, with a reason, for good', async () => {
    await department.save('tasks', [task('W')]);
    for (const reason of ['', '  ', 'a\0b']) expect(codeOf(await withdraw('W', reason))).toBe('OV_DEPT_BAD_TEXT');
    expect((await withdraw('W')).data).toEqual({ task: { status: 'WITHDRAWN' } });
    expect((await withdraw('W')).data).toEqual({ task: { status: 'WITHDRAWN' } });
    expect(codeOf(await submit('W'))).toBe('OV_DEPT_TASK_STATUS');
    expect(codeOf(await department.save('tasks', [task('W', { title: '新' })]))).toBe('OV_DEPT_TASK_STATUS');
  });

  it('that there is not is said so', async () => {
    expect(codeOf(await submit('none'))).toBe('OV_DEPT_UNKNOWN_TASK');
    expect(codeOf(await withdraw('none'))).toBe('OV_DEPT_UNKNOWN_TASK');
  });

  it('is never changed by a save that began before it was submitted', async () => {
    for (let round = 0; round < 5; round += 1) {
      const code = `R${round}`;
      await department.save('tasks', [task(code)]);
      const [saved, submitted] = await Promise.all([
        department.save('tasks', [task(code, { title: '赛跑' })]),
        submit(code),
      ]);
      expect(submitted.data).toMatchObject({ task: { status: 'SUBMITTED' } });
      const [row] = await department.sql('SELECT status, title FROM plan_task WHERE code = $1', [code]);
      expect(row).toEqual({ status: 'SUBMITTED', title: saved.errors === undefined ? '赛跑' : `任务 ${code}` });
    }
  });

  it('is routine, annual and undirected unless told otherwise, and says when it was submitted', async () => {
    const [before] = await department.sql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day");
    await department.save('tasks', [task('D')]);
    await submit('D');
    const [after] = await department.sql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day");
    const { data } = await department.entities('FireRescuePlanTask', ['fire-rescue:task:D'], FACTS);
    const submittedOn = expect.stringMatching(`^(${before?.day}|${after?.day})$`);
    expect(data?._entities).toEqual([{ kind: 'ROUTINE', period: 'ANNUAL', directed: false, submittedOn }]);
    expect((await department.save('tasks', [task('D')])).data).toMatchObject({ saved: { unchanged: 1 } });
  });

  it.each<[string, object, boolean]>([
    ['a condition on subjects', { condition: { divisions: ['41'] } }, true],
    ['specialties asked of inspectors', { crew: { size: 2, specialties: ['fire'] } }, true],
    ['a rule about districts alone', { crew: { size: 2, district: 'SAME' } }, false],
    ['a condition whose members are left null', { condition: { kinds: null, tags: null } }, false],
  ])('with %s is directed: %s %s', async (what, more, directed) => {
    await department.save('tasks', [task(what, more)]);
    const { data } = await department.entities('FireRescuePlanTask', [`fire-rescue:task:${what}`], FACTS);
    expect(data?._entities).toMatchObject([{ directed, submittedOn: null }]);
  });

  it('has items that are inspected by lot, also by the time it is submitted', async () => {
    const { errors } = await department.save('tasks', [task('L', { itemIds: ['fire-rescue:item:X3'] })]);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'OV_DEPT_ROWS_REFUSED',
      problems: [
        { field: 'itemIds[0]', problem: expect.stringMatching(/事项 X3.*随机抽查事项清单.*not inspected by lot/) },
      ],
    });
    await department.save('items', [item('X4')]);
    await department.save('tasks', [task('L', { itemIds: ['fire-rescue:item:X1', 'fire-rescue:item:X4'] })]);
    await department.save('items', [item('X4', { byLot: false })]);
    const refused = await submit('L');
    expect(codeOf(refused)).toBe('OV_DEPT_ITEM_NOT_BY_LOT');
    expect(refused.errors?.[0]?.message).toContain('fire-rescue:item:X4');
    expect(await department.sql("SELECT status FROM plan_task WHERE code = 'L'")).toEqual([{ status: 'DRAFT' }]);
  });

  it('comes back as it was filed', async () => {
    const filed = {
      level: 'DISTRICT',
      kind: 'ORDERED_CAMPAIGN',
      period: 'MONTHLY',
      itemIds: ['fire-rescue:item:X2', 'fire-rescue:item:X1'],
      condition: { kinds: ['ENTERPRISE'], divisions: ['4115'], tags: ['重点'] },
      stratifyBy: 'CREDIT_CLASS',
      quota: [
        { stratum: 'A', percent: '0.5', max: 10 },
        { stratum: '*', count: 3 },
      ],
      method: 'TESTING',
      crew: { size: 3, specialties: ['fire'], district: 'CROSS' },
    };
    await department.save('tasks', [task('F', filed)]);
    const fields = `level kind period submittedOn directed items { id } condition { kinds divisions tags industries } stratifyBy method
      quota { stratum count percent min max } window { first last } crew { size specialties district }`;
    const { data } = await department.entities('FireRescuePlanTask', ['fire-rescue:task:F'], fields);
    expect(data?._entities?.[0]).toEqual({
      ...filed,
      itemIds: undefined,
      submittedOn: null,
      directed: true,
      items: filed.itemIds.map((id) => ({ id })),
      condition: { ...filed.condition, industries: null },
      quota: [
        { stratum: 'A', percent: '0.5', max: 10, count: null, min: null },
        { stratum: '*', count: 3, percent: null, min: null, max: null },
      ],
      window: { first: '2026-03-01', last: '2026-05-31' },
    });
  });
});

it('names what is wrong by row and field', async () => {
  const rows = [
    task('P1', { itemIds: ['fire-rescue:item:none', 'water:item:X1', 'fire-rescue:item:X3'] }),
    task('P2', { itemIds: [], quota: [], year: 26 }),
    task('P3', { quota: [{ stratum: 'A' }, { stratum: 'A', count: 1, percent: '1', min: -1 }] }),
    task('P4', { stratifyBy: 'CREDIT_CLASS', quota: [{ stratum: 'E', count: 1 }] }),
    task('P5', { condition: { divisions: ['41%', '0', '4115020'], kinds: [] } }),
    task('P6', { window: { first: '2026-03-02', last: '2026-03-01' }, crew: { size: 0 } }),
    task('P7', { crew: { size: 51, specialties: ['a', 'a'] } }),
  ];
  const { errors } = await department.save('tasks', rows);
  const problems = errors?.[0]?.extensions.problems as { row: number; field: string }[];
  expect(problems.map(({ row, field }) => `${row} ${field}`)).toEqual([
    '1 itemIds[0]',
    '1 itemIds[1]',
    '1 itemIds[2]',
    '2 year',
    '2 itemIds',
    '2 quota',
    '3 quota[1]',
    '3 quota[0]',
    '3 quota[0].stratum',
    '3 quota[1]',
    '3 quota[1].min',
    '3 quota[1].stratum',
    '4 quota[0].stratum',
    '5 condition.kinds',
    '5 condition.divisions[0]',
    '5 condition.divisions[1]',
    '5 condition.divisions[2]',
    '6 window',
    '6 crew.size',
    '7 crew.size',
    '7 crew.specialties[1]',
  ]);
});
