import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  creditCodeOf,
  entry,
  item,
  plan,
  type StartedDepartment,
  startDepartment,
  task,
  viewers,
} from '../startDepartment.fixture.js';

let department: StartedDepartment;
beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1'), item('X2')]);
  await department.save(
    'entries',
    Array.from({ length: 41 }, (_, index) => entry(`E${index}`, { uscc: creditCodeOf(index) })),
  );
});
afterAll(() => department.stop());

const id = (code: string) => `fire-rescue:plan:${code}`;
const ARGUMENTS = {
  Send: '',
  Approve: ', opinion: "同意"',
  Return: ', reason: "时段过密"',
  Submit: '',
  Withdraw: ', reason: "不再实施"',
} as const;

const move = (name: keyof typeof ARGUMENTS, code: string, viewer: Viewer = viewers.officer) =>
  department.ask(
    `mutation ($id: ID!) { plan: fireRescue${name}Plan(id: $id${ARGUMENTS[name]}) {
       status approvedOn submittedOn taskCount plannedCount supplementary supplements { id }
       reviews { action by text } tasks { nodes { code status submittedOn plannedCount } totalCount } } }`,
    { id: id(code) },
    viewer,
  );
const codeOf = ({ errors }: Awaited<ReturnType<typeof move>>) => errors?.[0]?.extensions.code;
const problemsOf = ({ errors }: Awaited<ReturnType<typeof move>>) =>
  ((errors?.[0]?.extensions.problems ?? []) as { row: number; field: string }[]).map(
    ({ row, field }) => `${row} ${field}`,
  );

/** A plan of tasks that are saved for it, in a year of its own. */
async function drawnUp(code: string, year: number, tasks: readonly string[]): Promise<void> {
  const window = { first: `${year}-03-01`, last: `${year}-05-31` };
  await department.save(
    'tasks',
    tasks.map((each) => task(each, { year, window })),
  );
  expect((await department.save('plans', [plan(code, tasks, { year })])).errors).toBeUndefined();
}

describe('a plan', () => {
  it('goes from a draft to the joint meeting, and its tasks with it', async () => {
    await drawnUp('way', 2030, ['W1', 'W2']);
    const sent = await move('Send', 'way');
    // 5 % of 41, rounded up, for each of two tasks.
    expect(sent.data).toMatchObject({
      plan: { status: 'IN_REVIEW', taskCount: 2, plannedCount: 6, submittedOn: null },
    });
    expect((await move('Return', 'way', viewers.leader)).data).toMatchObject({ plan: { status: 'RETURNED' } });
    await department.save('tasks', [
      task('W2', {
        year: 2030,
        quota: [{ stratum: '*', count: 4 }],
        window: { first: '2030-03-01', last: '2030-03-31' },
      }),
    ]);
    await move('Send', 'way');
    const { data: approved } = await move('Approve', 'way', viewers.leader);
    expect(approved).toMatchObject({ plan: { status: 'APPROVED', plannedCount: 7, approvedOn: expect.any(String) } });
    const { data: submitted } = await move('Submit', 'way');
    expect(submitted?.plan).toMatchObject({
      status: 'SUBMITTED',
      submittedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      tasks: {
        totalCount: 2,
        nodes: [
          { code: 'W1', status: 'SUBMITTED', plannedCount: 3 },
          { code: 'W2', status: 'SUBMITTED', plannedCount: 4 },
        ],
      },
      reviews: [
        { action: 'SEND', by: 'officer:fire-rescue:zhang', text: null },
        { action: 'RETURN', by: 'leader:fire-rescue:sun', text: '时段过密' },
        { action: 'SEND', text: null },
        { action: 'APPROVE', by: 'leader:fire-rescue:sun', text: '同意' },
        { action: 'SUBMIT', by: 'officer:fire-rescue:zhang', text: null },
      ],
    });
    expect((await move('Submit', 'way')).data).toEqual(submitted);
    const ledger = await department.sql('SELECT action FROM ledger_entry WHERE target = $1 ORDER BY seq', [id('way')]);
    expect(ledger.map(({ action }) => action)).toEqual(
      ['send', 'return', 'send', 'approve', 'submit'].map((name) => `plan.${name}`),
    );
  });

  it('is approved by nobody who drew it up or one of its tasks', async () => {
    await drawnUp('own', 2031, ['O1']);
    await move('Send', 'own');
    const zhang: Viewer = { ...viewers.leader, sub: viewers.officer.sub };
    const refused = await move('Approve', 'own', zhang);
    expect(codeOf(refused)).toBe('OV_DEPT_PLAN_OWN');
    expect(refused.errors?.[0]?.message).toMatch(/zhang.*another leader/);
    await department.sql("UPDATE department_plan SET authors = '{hu}' WHERE code = 'own'");
    expect(codeOf(await move('Approve', 'own', zhang))).toBe('OV_DEPT_PLAN_OWN');
    expect((await move('Approve', 'own', viewers.leader)).data).toMatchObject({ plan: { status: 'APPROVED' } });
  });

  it('stands as it is, with its tasks, while it is before the leader', async () => {
    await drawnUp('fixed', 2032, ['F1', 'F2']);
    await move('Send', 'fixed');
    const changed = task('F1', { title: '改名', year: 2032, window: { first: '2032-03-01', last: '2032-05-31' } });
    expect(codeOf(await department.save('tasks', [changed]))).toBe('OV_DEPT_TASK_FIXED');
    expect(codeOf(await department.save('plans', [plan('fixed', ['F1'], { year: 2032 })]))).toBe('OV_DEPT_PLAN_STATUS');
    const withdraw =
      'mutation { t: fireRescueWithdrawPlanTask(id: "fire-rescue:task:F2", reason: "r") { plan { id } status } }';
    expect(codeOf(await department.ask(withdraw))).toBe('OV_DEPT_TASK_FIXED');
    const submit = 'mutation { t: fireRescueSubmitPlanTask(id: "fire-rescue:task:F1") { status } }';
    expect(codeOf(await department.ask(submit))).toBe('OV_DEPT_TASK_IN_PLAN');
    await move('Return', 'fixed', viewers.leader);
    expect((await department.ask(withdraw)).data).toEqual({ t: { plan: null, status: 'WITHDRAWN' } });
    expect((await department.save('tasks', [changed])).data).toMatchObject({ saved: { updated: 1 } });
  });

  it('that is withdrawn lets its tasks go, and makes room for another of its period', async () => {
    await drawnUp('gone', 2033, ['G1']);
    expect(problemsOf(await department.save('plans', [plan('again', ['G1'], { year: 2033 })]))).toEqual([
      '1 code',
      '1 taskIds[0]',
    ]);
    expect((await move('Withdraw', 'gone')).data).toMatchObject({ plan: { status: 'WITHDRAWN', taskCount: 0 } });
    expect((await department.save('plans', [plan('again', ['G1'], { year: 2033 })])).errors).toBeUndefined();
  });

  it('once submitted is supplemented by another, and each unit has its own', async () => {
    await drawnUp('main', 2034, ['M1']);
    const more = { year: 2034, window: { first: '2034-03-01', last: '2034-05-31' } };
    await department.save('tasks', [task('M2', more), task('M3', more)]);
    const supplement = plan('extra', ['M2'], { year: 2034, supplements: id('main') });
    expect(problemsOf(await department.save('plans', [supplement]))).toEqual(['1 supplements']);
    await move('Send', 'main');
    await move('Approve', 'main', viewers.leader);
    await move('Submit', 'main');
    expect((await department.save('plans', [supplement])).errors).toBeUndefined();
    expect(
      (await department.save('plans', [plan('unit', ['M3'], { year: 2034, unit: '防火科' })])).errors,
    ).toBeUndefined();
    expect((await move('Send', 'extra')).data).toMatchObject({
      plan: { supplementary: true, supplements: { id: id('main') } },
    });
  });

  it('is checked anew when it is sent: its tasks may have changed', async () => {
    await drawnUp('stale', 2035, ['S1']);
    await department.save('tasks', [task('S1', { year: 2036 })]);
    expect(problemsOf(await move('Send', 'stale'))).toEqual(['1 taskIds[0]']);
    await department.save('items', [item('X3')]);
    await department.save('tasks', [task('S1', { year: 2035, itemIds: ['fire-rescue:item:X3'] })]);
    await department.save('items', [item('X3', { byLot: false })]);
    expect(codeOf(await move('Send', 'stale'))).toBe('OV_DEPT_ITEM_NOT_BY_LOT');
    expect(await department.sql("SELECT status FROM department_plan WHERE code = 'stale'")).toEqual([
      { status: 'DRAFT' },
    ]);
  });
});

it('names what is wrong by row and field, and saves nothing', async () => {
  await department.save('tasks', [
    task('B1', { year: 2040 }),
    task('B2', { year: 2040, period: 'MONTHLY', window: { first: '2040-05-01', last: '2040-05-31' } }),
  ]);
  const refused = await department.save('plans', [
    plan('b1', ['B1', 'none'], { year: 2040, month: 3 }),
    plan('b2', ['B1'], { year: 2040 }),
    plan('b3', ['B2'], { year: 2040, period: 'MONTHLY', month: 13 }),
    plan('b4', ['B2'], { year: 2041, period: 'MONTHLY', month: 5 }),
    plan('b5', [], { year: 26, supplements: 'fire-rescue:plan:none', title: ' ' }),
  ]);
  expect(problemsOf(refused)).toEqual([
    '1 month',
    '1 taskIds[1]',
    '2 taskIds[0]',
    '3 month',
    '3 taskIds[0]',
    '4 taskIds[0]',
    '4 taskIds[0]',
    '5 title',
    '5 year',
    '5 supplements',
    '5 taskIds',
  ]);
  expect(await department.sql("SELECT code FROM department_plan WHERE code LIKE 'b_'")).toEqual([]);
});

it('saves a plan once under a key, and changes nothing where it stands so already', async () => {
  await department.save('tasks', [task('K1', { year: 2042 })]);
  const rows = [plan('key', ['K1'], { year: 2042 })];
  const first = await department.save('plans', rows, 'k');
  expect(first.data).toEqual({ saved: { created: 1, updated: 0, unchanged: 0 } });
  expect(await department.save('plans', rows, 'k')).toEqual(first);
  expect((await department.save('plans', rows)).data).toEqual({ saved: { created: 0, updated: 0, unchanged: 1 } });
  expect(codeOf(await move('Send', 'none'))).toBe('OV_DEPT_UNKNOWN_PLAN');
});

it('lists plans by code, filtered, a page at a time', async () => {
  const months = [1, 2, 3].map((month) => ({ month, code: `L${month}`, first: `2045-0${month}-01` }));
  await department.save(
    'tasks',
    months.map(({ code, first }) => task(code, { year: 2045, period: 'MONTHLY', window: { first, last: first } })),
  );
  await department.save(
    'plans',
    months.map(({ month, code }) => plan(`l${month}`, [code], { year: 2045, period: 'MONTHLY', month })),
  );
  const query = `query ($filter: DepartmentPlanFilter, $after: String) { fireRescue {
    plans(first: 2, filter: $filter, after: $after) { nodes { code month } totalCount pageInfo { endCursor hasNextPage } } } }`;
  interface Page {
    readonly fireRescue: {
      readonly plans: {
        readonly nodes: readonly { readonly code: string }[];
        readonly totalCount: number;
        readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
      };
    };
  }
  const { plans: first } = (await department.get<Page>(query, { filter: { year: 2045 } })).fireRescue;
  expect(first).toMatchObject({
    nodes: [{ code: 'l1' }, { code: 'l2' }],
    totalCount: 3,
    pageInfo: { hasNextPage: true },
  });
  const after = first.pageInfo.endCursor;
  const { plans: next } = (await department.get<Page>(query, { filter: { year: 2045 }, after })).fireRescue;
  expect(next.nodes).toMatchObject([{ code: 'l3' }]);
  const filter = { year: 2045, period: 'MONTHLY', month: 2, status: 'DRAFT' };
  expect((await department.get<Page>(query, { filter })).fireRescue.plans.nodes).toMatchObject([{ code: 'l2' }]);
  const free = `query { fireRescue { tasks(filter: { year: 2045, period: MONTHLY, inPlan: false }) { totalCount }
    planned: tasks(filter: { year: 2045, inPlan: true }) { totalCount } } }`;
  expect(await department.get(free)).toEqual({ fireRescue: { tasks: { totalCount: 0 }, planned: { totalCount: 3 } } });
});
