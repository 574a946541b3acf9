import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  creditCodeOf,
  entry,
  inspector,
  item,
  plan,
  type StartedDepartment,
  startDepartment,
  task,
  viewers,
} from '../startDepartment.fixture.js';

let department: StartedDepartment;

/** A task of a year that is over wherever these tests run. */
const PAST = { year: 2021, window: { first: '2021-03-01', last: '2021-05-31' } };

beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1')]);
  await department.save('entries', [entry('E1', { creditClass: 'D' })]);
  await department.save('inspectors', [inspector('I1')]);
  await department.save('tasks', [task('T1'), task('T2'), task('T3', PAST)]);
  await department.save('plans', [plan('P1', ['T3'], { year: 2021 })]);
});
afterAll(() => department.stop());

type Name = keyof typeof viewers;

/** Who of all viewers is told no error. */
async function allowed(ask: (name: Name) => ReturnType<StartedDepartment['ask']>): Promise<Name[]> {
  const names: Name[] = [];
  for (const name of Object.keys(viewers) as Name[]) {
    const { errors } = await ask(name);
    if (errors === undefined) names.push(name);
    else expect(errors.map(({ extensions }) => extensions.code)).toEqual(errors.map(() => 'OV_KIT_FORBIDDEN'));
  }
  return names;
}

const everybody: Name[] = ['public', 'officer', 'leader', 'stranger', 'inspector', 'lead', 'auditor', 'service'];

describe('who may read', () => {
  it.each<[string, Name[]]>([
    ['id name { zh } itemCount keyItemCount byLotItemCount poolCount inspectorCount', everybody],
    ['items { nodes { title versions { version } } totalCount }', everybody],
    ['pool { nodes { id name } totalCount }', ['officer', 'inspector', 'lead', 'auditor']],
    ['pool { totalCount }', ['officer', 'inspector', 'lead', 'auditor']],
    ['pool { nodes { creditClass } }', ['officer', 'lead', 'auditor']],
    ['pool { nodes { marks } }', ['officer', 'lead', 'auditor']],
    ['pool(filter: { creditClasses: [D] }) { totalCount }', ['officer', 'lead', 'auditor']],
    ['inspectors { nodes { name } }', ['officer', 'lead', 'auditor']],
    ['inspectors { nodes { recusals { reason } } }', ['officer', 'auditor']],
    ['tasks { nodes { title } }', ['officer', 'leader', 'inspector', 'lead', 'auditor', 'service']],
    ['tasks { nodes { ownExecution { month } plan { id } } }', ['officer', 'leader', 'lead', 'auditor', 'service']],
    ['plans { nodes { title status plannedCount } totalCount }', ['officer', 'leader', 'lead', 'auditor', 'service']],
    ['plans { nodes { reviews { text by } } }', ['officer', 'leader', 'auditor']],
    ['ledger { nodes { actor } totalCount }', ['officer', 'leader', 'auditor']],
  ])('%s', async (fields, expected) => {
    const readers = await allowed(async (name) => {
      const answer = await department.ask(`{ fireRescue { ${fields} } }`, {}, viewers[name]);
      const [error] = answer.errors ?? [];
      return error?.extensions.code === 'OV_DEPT_CLASS_FILTER'
        ? { ...answer, errors: [{ ...error, extensions: { code: 'OV_KIT_FORBIDDEN' } }] }
        : answer;
    });
    expect(readers).toEqual(expected);
  });

  it.each<[string, string, string, Name[]]>([
    ['FireRescueItem', 'fire-rescue:item:X1', 'title', everybody],
    ['FireRescueDepartment', 'fire-rescue', 'poolCount', everybody],
    ['FireRescuePoolEntry', 'fire-rescue:pool:E1', 'name', ['officer', 'inspector', 'lead', 'auditor']],
    ['FireRescuePoolEntry', 'fire-rescue:pool:E1', 'creditClass', ['officer', 'lead', 'auditor']],
    ['FireRescuePoolEntry', 'fire-rescue:pool:E1', 'marks', ['officer', 'lead', 'auditor']],
    ['FireRescueInspector', 'fire-rescue:inspector:I1', 'name', ['officer', 'inspector', 'lead', 'auditor']],
    [
      'FireRescuePlanTask',
      'fire-rescue:task:T1',
      'title',
      ['officer', 'leader', 'inspector', 'lead', 'auditor', 'service'],
    ],
    ['FireRescuePlan', 'fire-rescue:plan:P1', 'status', ['officer', 'leader', 'lead', 'auditor', 'service']],
    ['FireRescuePlan', 'fire-rescue:plan:P1', 'reviews { by }', ['officer', 'leader', 'auditor']],
    ['FireRescueDepartment', 'fire-rescue', 'pool { totalCount }', ['officer', 'inspector', 'lead', 'auditor']],
  ])('%s %s by reference: %s', async (type, id, fields, expected) => {
    expect(await allowed((name) => department.entities(type, [id], fields, viewers[name]))).toEqual(expected);
  });

  it('a market subject’s own facts: anybody; what the department knows of it: not the public', async () => {
    const ask = (fields: string) => (name: Name) =>
      department.ask(
        `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on MarketSubject { ${fields} } } }`,
        { representations: [{ __typename: 'MarketSubject', uscc: creditCodeOf(1) }] },
        viewers[name],
      );
    expect(await allowed(ask('name'))).toEqual(everybody);
    expect(await allowed(ask('fireRescue { storeys entries { name } }'))).toEqual([
      'officer',
      'inspector',
      'lead',
      'auditor',
    ]);
  });
});

describe('who may write', () => {
  const rows = {
    items: '[ItemInput!]!',
    entries: '[FireRescuePoolEntryInput!]!',
    inspectors: '[InspectorInput!]!',
    tasks: '[PlanTaskInput!]!',
    plans: '[DepartmentPlanInput!]!',
  };

  it.each([
    ['SaveItems', 'items', [item('X9')]],
    ['SavePoolEntries', 'entries', [entry('E9')]],
    ['SaveInspectors', 'inspectors', [inspector('I9')]],
    ['SavePlanTasks', 'tasks', [task('T9')]],
    ['SavePlans', 'plans', [plan('P1', ['T3'], { year: 2021 })]],
  ] as const)('%s: the department’s officers', async (field, argument, saved) => {
    const query = `mutation ($rows: ${rows[argument]}) { saved: fireRescue${field}(${argument}: $rows) { created } }`;
    expect(await allowed((name) => department.ask(query, { rows: saved }, viewers[name]))).toEqual(['officer']);
  });

  it.each([
    ['SubmitPlanTask(id: $id)', 'fire-rescue:task:T1'],
    ['WithdrawPlanTask(id: $id, reason: "r")', 'fire-rescue:task:T2'],
  ])('%s: the same', async (call, id) => {
    const query = `mutation ($id: ID!) { task: fireRescue${call} { id } }`;
    expect(await allowed((name) => department.ask(query, { id }, viewers[name]))).toEqual(['officer']);
  });

  it.each<[string, Name[]]>([
    ['SendPlan(id: $id)', ['officer']],
    ['ReturnPlan(id: $id, reason: "r")', ['leader']],
    ['SendPlan(id: $id, idempotencyKey: "again")', ['officer']],
    ['ApprovePlan(id: $id)', ['leader']],
    ['SubmitPlan(id: $id)', ['officer', 'leader']],
  ])('%s: %j', async (call, expected) => {
    const query = `mutation ($id: ID!) { moved: fireRescue${call} { id } }`;
    expect(await allowed((name) => department.ask(query, { id: 'fire-rescue:plan:P1' }, viewers[name]))).toEqual(
      expected,
    );
  });

  it('own execution and continuation: officers, and the joint subgraph', async () => {
    const recording = `mutation { done: fireRescueRecordOwnExecution(input: { taskId: "fire-rescue:task:T3", month: "2021-03",
      drawn: 1, visited: 1, completed: 1 }) { id } }`;
    expect(await allowed((name) => department.ask(recording, {}, viewers[name]))).toEqual(['officer']);
    const continuing = `mutation { done: fireRescueContinueTask(taskId: "fire-rescue:task:T3", input: { code: "T3-2027", year: 2027,
      period: ANNUAL, window: { first: "2027-01-01", last: "2027-06-30" }, count: 1, reason: "r", by: "b" }) { id } }`;
    expect(await allowed((name) => department.ask(continuing, {}, viewers[name]))).toEqual(['service']);
  });

  it('leaves no trace of who was refused', async () => {
    await department.ask('mutation { fireRescueWithdrawPlanTask(id: "x", reason: "r") { id } }', {}, viewers.stranger);
    const actors = await department.sql('SELECT DISTINCT actor FROM ledger_entry');
    expect(actors.map(({ actor }) => actor).sort()).toEqual([
      'leader:fire-rescue:sun',
      'officer:fire-rescue:zhang',
      'service:joint-inspection',
    ]);
  });
});

it('gives rosters to the joint subgraph only', async () => {
  for (const call of [
    'Roster(taskId: "x")',
    'InspectorRoster(certifiedOn: "2026-01-01")',
    'SubjectNames(taskId: "x", subjectIds: [])',
  ]) {
    for (const name of everybody.filter((other) => other !== 'service')) {
      const { errors } = await department.ask(`{ fireRescue${call} { lines } }`, {}, viewers[name]);
      expect(errors?.[0]?.extensions.code, `${call} ${name}`).toBe('OV_KIT_FORBIDDEN');
    }
  }
});
