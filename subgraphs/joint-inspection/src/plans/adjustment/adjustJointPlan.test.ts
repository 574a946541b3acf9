import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import {
  ANSWER,
  ANSWER_BY,
  agreed,
  convened,
  drawn,
  FIRE,
  fillPools,
  HEALTH,
  INVITE,
  opened,
  published,
  taskOf,
  VOID,
} from '../../jointDraws.fixture.js';
import { ADJUST, seenPlan, WATER } from '../invitations/invitations.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  city.double('water').tasks.set(WATER, taskOf(WATER));
});
afterAll(() => city.close());
beforeEach(() => fillPools(city));

const PAPER = { why: '校园开学延后', reference: '联席会议纪要〔2026〕9号' };
const three = { taskIds: [FIRE, HEALTH, WATER] };
const june = { taskId: HEALTH, window: { first: '2026-06-01', last: '2026-06-30' } };

const adjust = (planId: string, parts: object) => city.data(lead, ADJUST, { input: { planId, ...parts } });
const refusal = (planId: string, parts: object) => city.refusal(lead, ADJUST, { input: { planId, ...parts } });

const VERSIONS = `query ($id: ID!) { jointPlan(id: $id) { title version legs { id window { first } items { title } }
  versions { number since replacedAt why reference title visitCap legs { id window { first } items { title version } } } } }`;

interface SeenVersions {
  readonly jointPlan: {
    readonly title: string;
    readonly version: number;
    readonly legs: readonly {
      readonly id: string;
      readonly window: object;
      readonly items: readonly { readonly title: string }[];
    }[];
    readonly versions: readonly {
      readonly number: number;
      readonly since: string;
      readonly replacedAt: string;
      readonly why: string;
      readonly reference: string;
      readonly title: string;
      readonly visitCap: number | null;
      readonly legs: readonly { readonly id: string; readonly window: object; readonly items: readonly object[] }[];
    }[];
  };
}

describe('a published plan', () => {
  it('is adjusted in the open: what it was stays readable for everybody, with why and by which document', async () => {
    const planId = await published(city, { ...three, title: '学校联合抽查' });
    const asItWas = (await city.data<SeenVersions>(anyone, VERSIONS, { id: planId })).jointPlan;
    expect(asItWas).toMatchObject({ version: 1, versions: [] });

    // A department restates an item; another leaves.
    const items = taskOf(HEALTH).items.map((item) => ({ ...item, title: '学校卫生', version: 2 }));
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { items }));
    const { plan } = await adjust(planId, {
      title: '学校联合抽查（调整）',
      taskIds: [FIRE, HEALTH],
      windows: [june],
      visitCap: 2,
      ...PAPER,
    });
    expect(plan).toMatchObject({ phase: 'PUBLISHED', version: 2 });
    await adjust(planId, { visitCap: null, ...PAPER, why: '再次调整' });

    const { jointPlan } = await city.data<SeenVersions>(anyone, VERSIONS, { id: planId });
    expect(jointPlan).toMatchObject({ title: '学校联合抽查（调整）', version: 3 });
    expect(jointPlan.legs).toMatchObject([
      { id: FIRE },
      { id: HEALTH, window: { first: '2026-06-01' }, items: [{ title: '学校卫生' }] },
    ]);
    const [first, second] = jointPlan.versions;
    expect(first).toMatchObject({ number: 1, ...PAPER, title: '学校联合抽查', visitCap: null });
    expect(first?.legs.map(({ id }) => id)).toEqual([FIRE, HEALTH, WATER]);
    expect(first?.legs[1]).toMatchObject({ window: { first: '2026-05-01' }, items: [{ title: '事项一', version: 1 }] });
    expect(second).toMatchObject({ number: 2, why: '再次调整', visitCap: 2, since: first?.replacedAt });
    const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: planId, action: 'plan.adjust' } });
    expect(JSON.parse(step.detail)).toMatchObject({ version: 2, ...PAPER });
  });

  it('is not adjusted without a reason and the document', async () => {
    const planId = await published(city);
    for (const parts of [{}, { why: PAPER.why }, { reference: PAPER.reference }]) {
      expect(await refusal(planId, { title: '改', ...parts })).toBe('OV_JOINT_PLAN_ADJUST_WHY');
    }
    expect((await seenPlan(city, lead, planId)).title).toBe('联合抽查');
    expect(await city.database.planVersion.count({ where: { planId } })).toBe(0);
  });

  it.each([
    ['who initiates', { initiator: 'health' }, 'OV_JOINT_PLAN_ADJUST_FIELD'],
    ['another department', { taskIds: [FIRE, HEALTH, WATER] }, 'OV_JOINT_PLAN_ADJUST_DEPARTMENT'],
    ['what leaves one department', { taskIds: [FIRE] }, 'OV_JOINT_ONE_DEPARTMENT'],
    ['a window of a task that it has not', { windows: [{ ...june, taskId: WATER }] }, 'OV_JOINT_WINDOW_TASK'],
  ])('does not take %s', async (_what, parts, code) => {
    const planId = await published(city);
    expect(await refusal(planId, { ...parts, ...PAPER })).toBe(code);
    expect((await seenPlan(city, lead, planId)).version).toBe(1);
  });

  it('is not adjusted from the opening of a draw on, and again once that is void; the draw then has the new terms', async () => {
    const planId = await published(city);
    const first = await opened(city, planId);
    const { errors } = await city.ask(lead, ADJUST, { input: { planId, windows: [june], ...PAPER } });
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_PLAN_NOT_ADJUSTABLE');
    expect(errors?.[0]?.message).toContain('voidDraw');
    await city.data(lead, VOID, { id: first, why: '时段有误' });
    await adjust(planId, { windows: [june], ...PAPER });
    const second = await opened(city, planId, { replaces: first });
    const rows = await city.database.draw.findMany({ where: { planId }, orderBy: { seq: 'asc' } });
    expect(rows.map(({ id }) => id)).toEqual([first, second]);
    const windows = rows.map(({ terms }) => (terms as unknown as { legs: { window: string[] }[] }).legs[1]?.window);
    expect(windows).toEqual([
      ['2026-05-01', '2026-06-30'],
      ['2026-06-01', '2026-06-30'],
    ]);
  });

  it('is not adjusted once it is drawn', async () => {
    const { planId } = await drawn(city);
    expect(await refusal(planId, { title: '改', ...PAPER })).toBe('OV_JOINT_PLAN_NOT_ADJUSTABLE');
  });

  it('keeps one version under a key', async () => {
    const planId = await published(city);
    const request = { input: { planId, title: '改', ...PAPER }, key: 'adjust-once' };
    const first = await city.data(lead, ADJUST, request);
    expect(await city.data(lead, ADJUST, request)).toEqual(first);
    expect(await city.database.planVersion.count({ where: { planId } })).toBe(1);
  });
});

describe('a plan that is not published', () => {
  it('is changed freely as a draft, and keeps no version', async () => {
    const planId = await convened(city);
    const { plan } = await adjust(planId, {
      initiator: 'health',
      coInitiator: 'fire-rescue',
      taskIds: [FIRE, HEALTH, WATER],
    });
    expect(plan).toMatchObject({ phase: 'DRAFT', version: 1 });
    const query =
      'query ($id: ID!) { jointPlan(id: $id) { initiatorCode coInitiatorCode coInitiator { id } versions { number } } }';
    expect((await city.data<{ jointPlan: object }>(lead, query, { id: planId })).jointPlan).toEqual({
      ...{ initiatorCode: 'health', coInitiatorCode: 'fire-rescue', coInitiator: { id: 'fire-rescue' }, versions: [] },
    });
    expect(await refusal(planId, { coInitiator: 'health' })).toBe('OV_JOINT_CO_INITIATOR');
    expect(await refusal(planId, { coInitiator: 'education' })).toBe('OV_JOINT_INITIATOR');
  });

  it('asks whoever is concerned anew while its departments answer', async () => {
    const planId = await convened(city, three);
    await city.data(lead, INVITE, { input: { planId, answerBy: ANSWER_BY } });
    const states = async () =>
      (await seenPlan(city, lead, planId)).invitations.map(({ department, state }) => `${department.id} ${state}`);
    for (const code of ['fire-rescue', 'health']) {
      await city.data(officerOf(code), ANSWER, { input: { planId, answer: 'ACCEPT' } });
    }
    await adjust(planId, { title: '另一名称' });
    expect(await states()).toEqual(['fire-rescue ACCEPTED', 'health ACCEPTED', 'water PENDING']);
    await adjust(planId, { windows: [june] });
    expect(await states()).toEqual(['fire-rescue ACCEPTED', 'health PENDING', 'water PENDING']);
    await adjust(planId, { minOverlap: 5 });
    expect(await states()).toEqual(['fire-rescue PENDING', 'health PENDING', 'water PENDING']);
    await adjust(planId, { taskIds: [FIRE, HEALTH] });
    expect(await states()).toEqual(['fire-rescue PENDING', 'health PENDING', 'water WITHDRAWN']);
  });

  it('is returned before it is changed, once its departments have agreed', async () => {
    const planId = await convened(city);
    await agreed(city, planId);
    const { errors } = await city.ask(lead, ADJUST, { input: { planId, title: '改' } });
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_PLAN_NOT_ADJUSTABLE');
    expect(errors?.[0]?.message).toContain('RETURNED');
  });

  it('is changed by the lead alone', async () => {
    const planId = await convened(city);
    for (const viewer of [officerOf('health'), auditor, anyone]) {
      expect(await city.refusal(viewer, ADJUST, { input: { planId, title: '改' } })).toBe('OV_KIT_FORBIDDEN');
    }
  });
});
