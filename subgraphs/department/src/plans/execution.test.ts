import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { item, type StartedDepartment, startDepartment, task, viewers } from '../startDepartment.fixture.js';

let department: StartedDepartment;
beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1')]);
  const window = { first: '2020-03-01', last: '2020-05-31' };
  const quota = [
    { stratum: 'A', count: 3 },
    { stratum: '*', percent: '5' },
    { stratum: 'RAISED', percent: '40' },
  ];
  await department.save('tasks', [
    task('T1', {
      year: 2020,
      window,
      quota,
      stratifyBy: 'CREDIT_CLASS',
      executedBy: '防火科',
      crew: { size: 3, specialties: ['fire'] },
    }),
    task('T2', { year: 2020, window }),
  ]);
  await department.ask('mutation { fireRescueSubmitPlanTask(id: "fire-rescue:task:T1") { id } }');
});
afterAll(() => department.stop());

const T1 = 'fire-rescue:task:T1';

const record = (input: object, idempotencyKey?: string) =>
  department.ask(
    `mutation ($input: OwnExecutionInput!, $key: String) { task: fireRescueRecordOwnExecution(input: $input, idempotencyKey: $key) {
       ownExecution { month drawn visited completed withProblems late note } } }`,
    { input: { taskId: T1, month: '2020-03', drawn: 10, visited: 6, completed: 5, ...input }, key: idempotencyKey },
  );
const fault = ({ errors }: Awaited<ReturnType<typeof record>>) => [
  errors?.[0]?.extensions.code,
  /^input\.(\w+)/.exec(errors?.[0]?.message ?? '')?.[1],
];

describe('own execution', () => {
  it('is stated by month, and what is stated again replaces what was', async () => {
    await record({ withProblems: 2, note: '人工抽取' });
    await record({ month: '2020-04', drawn: 0, visited: 4, completed: 5, late: 1 });
    await record({ withProblems: 1 });
    const { data } = await record({ withProblems: 1 });
    expect(data).toEqual({
      task: {
        ownExecution: [
          { month: '2020-03', drawn: 10, visited: 6, completed: 5, withProblems: 1, late: 0, note: null },
          { month: '2020-04', drawn: 0, visited: 4, completed: 5, withProblems: 0, late: 1, note: null },
        ],
      },
    });
    expect(
      await department.sql("SELECT count(*)::int AS steps FROM ledger_entry WHERE action = 'task.execution'"),
    ).toEqual([{ steps: 3 }]);
  });

  it.each<[object, string]>([
    [{ month: '2020-02' }, 'month'],
    [{ month: '2020-13' }, 'month'],
    [{ month: '2999-01' }, 'month'],
    [{ drawn: -1 }, 'drawn'],
    [{ month: '2020-05', drawn: 0, visited: 1, completed: 0 }, 'visited'],
    [{ month: '2020-05', drawn: 1, visited: 0, completed: 1 }, 'completed'],
    [{ withProblems: 6 }, 'withProblems'],
    [{ late: 6 }, 'late'],
  ])('of %j is refused', async (input, field) => {
    expect(fault(await record(input))).toEqual(['OV_DEPT_EXECUTION', field]);
  });

  it('is of submitted tasks', async () => {
    expect(fault(await record({ taskId: 'fire-rescue:task:T2' }))[0]).toBe('OV_DEPT_TASK_NOT_SUBMITTED');
    expect(fault(await record({ taskId: 'fire-rescue:task:none' }))[0]).toBe('OV_DEPT_UNKNOWN_TASK');
  });
});

describe('continuing a task', () => {
  const carry = (input: object = {}, taskId = T1) =>
    department.ask(
      `mutation ($taskId: ID!, $input: TaskContinuationInput!) { made: fireRescueContinueTask(taskId: $taskId, input: $input) { id } }`,
      {
        taskId,
        input: {
          code: 'T1-2021',
          year: 2021,
          period: 'ANNUAL',
          window: { first: '2021-01-01', last: '2021-06-30' },
          count: 5,
          reason: '人手不足',
          by: 'officer:fire-rescue:zhang',
          ...input,
        },
      },
      viewers.service,
    );

  it('drafts one that is alike, for what is left, once', async () => {
    expect((await carry({}, 'fire-rescue:task:T2')).errors?.[0]?.extensions.code).toBe('OV_DEPT_TASK_NOT_SUBMITTED');
    expect((await carry({ code: 'T2' })).errors?.[0]?.extensions.code).toBe('OV_DEPT_TASK_CODE_TAKEN');
    const made = await carry();
    expect(made.data).toEqual({ made: { id: 'fire-rescue:task:T1-2021' } });
    expect(await carry()).toEqual(made);
    const other = await carry({ code: 'T1-other' });
    expect(other.errors?.[0]?.extensions.code).toBe('OV_DEPT_TASK_CONTINUED');
    const fields = `status year title executedBy stratifyBy items { code } quota { stratum count percent } window { first }
      crew { size specialties } continues { id }`;
    const { data } = await department.entities('FireRescuePlanTask', ['fire-rescue:task:T1-2021'], fields);
    expect(data?._entities?.[0]).toEqual({
      status: 'DRAFT',
      year: 2021,
      title: '任务 T1',
      executedBy: '防火科',
      stratifyBy: 'NONE',
      items: [{ code: 'X1' }],
      quota: [
        { stratum: 'ALL', count: 5, percent: null },
        { stratum: 'RAISED', count: null, percent: '40' },
      ],
      window: { first: '2021-01-01' },
      crew: { size: 3, specialties: ['fire'] },
      continues: { id: T1 },
    });
  });

  it('keeps the link when its department changes the draft', async () => {
    await department.save('tasks', [task('T1-2021', { year: 2021, quota: [{ stratum: '*', count: 2 }] })]);
    const { data } = await department.entities('FireRescuePlanTask', ['fire-rescue:task:T1-2021'], 'continues { id }');
    expect(data?._entities?.[0]).toEqual({ continues: { id: T1 } });
  });
});
