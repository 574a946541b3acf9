import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { adoptRules, shippedRules } from '../rules/adoptedRules.fixture.js';
import { factsOf, ownPart } from './departmentPlans.fixture.js';

const ROLL_OVER = `mutation ($input: RollOverTaskInput!, $key: String) { rolled: rollOverTask(input: $input, idempotencyKey: $key) {
  task { id } continuedBy { id } count reason by citations { article } } }`;
const JUNE = { year: 2026, month: 6, window: { first: '2026-06-01', last: '2026-06-30' } };
const NEXT_YEAR = { year: 2027, window: { first: '2027-03-01', last: '2027-05-31' } };
const ofMay = { period: 'MONTHLY', window: { first: '2026-05-01', last: '2026-05-31' } } as const;
const officer = officerOf('health');

let city: JointCity;
let taskId: string;
let tasks = 0;
beforeAll(async () => {
  city = await JointCity.open();
  await adoptRules(city, shippedRules('changzhou-water-2018', ['roll-over']), 'health');
});
afterAll(() => city.close());
beforeEach(() => {
  tasks += 1;
  taskId = `health:task:R${tasks}`;
  // Ten planned, four of them done by the department itself.
  city.double('health').facts.set(taskId, factsOf(taskId, { ...ofMay, ownExecution: [ownPart(8, 4)] }));
  city.double('health').calls.length = 0;
});

const rollOver = (input: object, viewer: Viewer = officer, key?: string) =>
  city.ask<{ rolled: object }>(viewer, ROLL_OVER, { input: { taskId, ...input }, key });
const refusalOf = async (input: object, viewer?: Viewer) =>
  (await rollOver(input, viewer)).errors?.[0]?.extensions.code;

describe('rollOverTask', () => {
  it('lets the next month take up by rule what is left, once', async () => {
    const { data, errors } = await rollOver(JUNE, officer, 'k1');
    expect(errors).toBeUndefined();
    expect(data.rolled).toEqual({
      task: { id: taskId },
      continuedBy: { id: `${taskId}-2026-06` },
      count: 6,
      reason: null,
      by: 'officer:health:wang',
      citations: [{ article: 'art. roll-over' }],
    });
    const asked = city.double('health').calls.find(({ operation }) => operation === 'ContinueTask');
    expect(asked?.variables).toMatchObject({
      taskId,
      input: { period: 'MONTHLY', count: 6, window: JUNE.window, reason: expect.stringContaining('art. roll-over') },
    });
    const entry = await city.database.ledgerEntry.findFirstOrThrow({
      where: { action: 'task.rollOver', target: taskId },
    });
    expect(JSON.parse(entry.detail)).toMatchObject({ count: 6, continuedById: `${taskId}-2026-06` });
    expect((await rollOver(JUNE, officer, 'k1')).data).toEqual(data);
    expect(await refusalOf(JUNE)).toBe('OV_JOINT_ROLLED_OVER');
  });

  it('lets the department decide otherwise, with a reason', async () => {
    const july = { year: 2026, month: 7, window: { first: '2026-07-01', last: '2026-07-31' } };
    expect(await refusalOf(july)).toBe('OV_JOINT_ROLL_OVER_REASON');
    expect(await refusalOf({ ...NEXT_YEAR, reason: ' ' })).toBe('OV_JOINT_ROLL_OVER_REASON');
    const { data } = await rollOver({ ...NEXT_YEAR, reason: '人手不足', count: 2, code: 'R-next' });
    expect(data.rolled).toMatchObject({
      continuedBy: { id: 'health:task:R-next' },
      count: 2,
      reason: '人手不足',
      citations: [],
    });
    const report = `{ executionReport(year: 2026) { departments { plans { tasks { taskId counts { left rolledOver } rollOver { count } } } } } }`;
    const { executionReport } = await city.data<{ executionReport: unknown }>(officer, report);
    expect(JSON.stringify(executionReport)).toContain(
      JSON.stringify({ taskId, counts: { left: 4, rolledOver: 2 }, rollOver: { count: 2 } }),
    );
  });

  it.each<[string, object, string]>([
    [
      'an earlier month',
      { year: 2026, month: 4, window: { first: '2026-04-01', last: '2026-04-30' } },
      'OV_JOINT_ROLL_OVER_PERIOD',
    ],
    ['its own month', { year: 2026, month: 5, window: ofMay.window }, 'OV_JOINT_ROLL_OVER_PERIOD'],
    ['no month', { year: 2026, month: 13, window: JUNE.window }, 'OV_JOINT_ROLL_OVER_PERIOD'],
    ['its own year', { year: 2026, window: JUNE.window }, 'OV_JOINT_ROLL_OVER_PERIOD'],
    [
      'a window elsewhere',
      { ...JUNE, window: { first: '2026-07-01', last: '2026-07-31' } },
      'OV_JOINT_ROLL_OVER_WINDOW',
    ],
    [
      'a window that ends first',
      { ...JUNE, window: { first: '2026-06-02', last: '2026-06-01' } },
      'OV_JOINT_ROLL_OVER_WINDOW',
    ],
    ['more than is left', { ...JUNE, count: 7 }, 'OV_JOINT_ROLL_OVER_COUNT'],
    ['nothing', { ...JUNE, count: 0 }, 'OV_JOINT_ROLL_OVER_COUNT'],
  ])('refuses %s', async (_what, input, code) => {
    expect(await refusalOf({ reason: '理由', ...input })).toBe(code);
  });

  it('refuses where nothing is left, and tasks that are not the officer’s', async () => {
    city.double('health').facts.set(taskId, factsOf(taskId, { ...ofMay, ownExecution: [ownPart(10, 10)] }));
    expect(await refusalOf(JUNE)).toBe('OV_JOINT_NOTHING_LEFT');
    city.double('health').facts.set(taskId, factsOf(taskId, { ...ofMay, status: 'DRAFT' }));
    expect(await refusalOf(JUNE)).toBe('OV_JOINT_ROLL_OVER_TASK');
    expect(await refusalOf({ ...JUNE, taskId: 'health:task:none' })).toBe('OV_JOINT_ROLL_OVER_TASK');
    expect(await refusalOf(JUNE, officerOf('water'))).toBe('OV_JOINT_ROLL_OVER_TASK');
    expect(await refusalOf(JUNE, lead)).toBe('OV_KIT_FORBIDDEN');
  });

  it('keeps nothing while the department is away', async () => {
    city.double('health').fault = ({ operation }) => (operation === 'ContinueTask' ? { kind: 'drop' } : undefined);
    expect(await refusalOf(JUNE)).toBe('OV_JOINT_DEPARTMENT_UNAVAILABLE');
    city.double('health').fault = () => undefined;
    expect((await rollOver(JUNE)).errors).toBeUndefined();
  });
});
