import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { CONVENE, convened, conveneInput, FIRE, fillPools, HEALTH, taskOf } from '../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  for (const double of Object.values(city.departments)) double.fault = () => undefined;
});

const plans = () => city.database.jointPlan.count();
const attempt = (parts: object) => city.ask(lead, CONVENE, { input: conveneInput(parts) });

describe('conveneJointPlan refuses', () => {
  const WATER = 'water:task:T1';
  const cases: readonly [string, object, string, RegExp, (() => void)?][] = [
    ['a task that does not exist', { taskIds: [FIRE, 'health:task:X'] }, 'OV_JOINT_UNKNOWN_TASK', /taskIds\[1\]/],
    ['an id of something else', { taskIds: [FIRE, 'health:item:I1'] }, 'OV_JOINT_UNKNOWN_TASK', /taskIds\[1\]/],
    ['a task named twice', { taskIds: [FIRE, HEALTH, FIRE] }, 'OV_JOINT_TASK_TWICE', /taskIds\[2\].*taskIds\[0\]/],
    ['a department that is not registered', { taskIds: [FIRE, 'tax:task:T1'] }, 'OV_JOINT_UNKNOWN_DEPARTMENT', /tax/],
    ['one department alone', { taskIds: [FIRE] }, 'OV_JOINT_ONE_DEPARTMENT', /two departments/],
    ['an initiator without a task', { initiator: 'water' }, 'OV_JOINT_INITIATOR', /"water"/],
    ['another year', { year: 2027 }, 'OV_JOINT_TASK_YEAR', /taskIds\[[01]\].*2026.*2027/],
    ['no title', { title: ' ' }, 'OV_JOINT_TITLE', /title/],
    ['a cap that permits no visit', { visitCap: 0 }, 'OV_JOINT_VISIT_CAP', /visitCap.*0/],
    ['a window shorter than minOverlap', { minOverlap: 62 }, 'OV_DRAW_WINDOW_TOO_SHORT', /terms\.legs\[0\]\.window/],
    ['a public source that cannot be hashed', { publicSource: 'a\tb' }, 'OV_DRAW_TEXT_CONTROL', /publicSource/],
    [
      'a draft',
      {},
      'OV_JOINT_TASK_NOT_SUBMITTED',
      /taskIds\[1\].*DRAFT/,
      () => city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { status: 'DRAFT' })),
    ],
    [
      'a crew beyond all measure',
      {},
      'OV_JOINT_CREW_TOO_LARGE',
      /taskIds\[1\].*1000000 inspectors/,
      () => {
        const crew = { size: 1_000_000, specialties: [], district: 'ANY' as const };
        city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { crew }));
      },
    ],
    [
      'terms that no draw could have, naming the task by its place',
      { taskIds: [FIRE, HEALTH, WATER] },
      'OV_DRAW_QUOTA_RULE_CHOICE',
      /terms\.legs\[2\]\.quota/,
      () => {
        const quota = [{ stratum: '*', count: 1, percent: '1', min: null, max: null }];
        city.double('water').tasks.set(WATER, taskOf(WATER, { quota }));
      },
    ],
  ];
  it.each(cases)('%s', async (_what, parts, code, message, arrange) => {
    arrange?.();
    const before = await plans();
    const { errors } = await attempt(parts);
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.message).toMatch(message);
    expect(await plans()).toBe(before);
  });

  it('anyone but a lead', async () => {
    expect(await city.refusal(auditor, CONVENE, { input: conveneInput() })).toBe('OV_KIT_FORBIDDEN');
    expect(await city.refusal(officerOf('health'), CONVENE, { input: conveneInput() })).toBe('OV_KIT_FORBIDDEN');
  });

  it('when a department cannot be reached, and writes nothing', async () => {
    city.double('health').fault = () => ({ kind: 'drop' });
    const before = await plans();
    const { errors } = await attempt({});
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_DEPARTMENT_UNAVAILABLE');
    expect(errors?.[0]?.message).toContain('"health"');
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN/);
    expect(await plans()).toBe(before);
  });
});

describe('conveneJointPlan', () => {
  it('freezes the terms, whatever the department changes afterwards', async () => {
    const id = await convened(city);
    const task = taskOf(HEALTH, { title: '改名', window: { first: '2026-01-01', last: '2026-01-31' } });
    const items = task.items.map((item) => ({ ...item, title: '改了', version: 2 }));
    city.double('health').tasks.set(HEALTH, { ...task, items });
    const query = `query ($id: ID!) { jointPlan(id: $id) { title year initiator { id } minOverlap disclosure
      legs { id title window { first last } department { id } task { id } crew { size district }
        quota { stratum percent count } items { title version itemClass item { id } } } } }`;
    const { jointPlan } = await city.data(lead, query, { id });
    expect(jointPlan).toMatchObject({ title: '联合抽查', year: 2026, initiator: { id: 'fire-rescue' }, minOverlap: 1 });
    expect(jointPlan.disclosure).toBe('AFTER_WINDOW');
    expect(jointPlan.legs.map((leg: { id: string }) => leg.id)).toEqual([FIRE, HEALTH]);
    expect(jointPlan.legs[1]).toEqual({
      id: HEALTH,
      title: `任务 ${HEALTH}`,
      window: { first: '2026-05-01', last: '2026-06-30' },
      department: { id: 'health' },
      task: { id: HEALTH },
      crew: { size: 2, district: 'ANY' },
      quota: [{ stratum: '*', percent: '20', count: null }],
      items: [{ title: '事项一', version: 1, itemClass: 'GENERAL', item: { id: 'health:item:I1' } }],
    });
  });

  it('keeps the cap of visits, and says it on the ledger', async () => {
    const id = await convened(city, { visitCap: 2 });
    const query = 'query ($id: ID!) { jointPlan(id: $id) { visitCap } }';
    expect((await city.data(lead, query, { id })).jointPlan).toEqual({ visitCap: 2 });
    const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: id } });
    expect(JSON.parse(step.detail)).toMatchObject({ visitCap: 2 });
    expect((await city.data(lead, query, { id: await convened(city) })).jointPlan).toEqual({ visitCap: null });
  });

  it('has one effect under a key, and answers a repeated one although a department is down', async () => {
    const request = { input: conveneInput({ title: '只一次' }), key: 'k1' };
    const first = await city.data(lead, CONVENE, request);
    city.double('fire-rescue').fault = () => ({ kind: 'drop' });
    expect(await city.data(lead, CONVENE, request)).toEqual(first);
    expect(await city.database.jointPlan.count({ where: { title: '只一次' } })).toBe(1);
    const other = { ...request, input: conveneInput({ title: '另一个' }) };
    expect(await city.refusal(lead, CONVENE, other)).toBe('OV_KIT_KEY_REUSED');
  });

  it('has one effect under a key that is used twice at once', async () => {
    const request = { input: conveneInput({ title: '同时' }), key: 'k2' };
    const answers = await Promise.all([1, 2, 3].map(() => city.data(lead, CONVENE, request)));
    expect(new Set(answers.map((answer) => answer.plan.id)).size).toBe(1);
    expect(await city.database.jointPlan.count({ where: { title: '同时' } })).toBe(1);
  });
});
