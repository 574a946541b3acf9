import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import {
  ANSWER,
  ANSWER_BY,
  agreed,
  convened,
  FIRE,
  fillPools,
  HEALTH,
  INVITE,
  MOVE,
  passed,
  taskOf,
} from '../../jointDraws.fixture.js';
import { adoptRules } from '../../rules/adoptedRules.fixture.js';
import { ADJUST, SETTLE, type SeenLeg, seenPlan, WATER } from './invitations.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  city.double('water').tasks.set(WATER, taskOf(WATER));
});
afterAll(() => city.close());
beforeEach(() => fillPools(city));

const three = { taskIds: [FIRE, HEALTH, WATER] };

/** A plan of three departments, all of which are asked. @returns its id */
async function invited(parts: object = three): Promise<string> {
  const planId = await convened(city, parts);
  await city.data(lead, INVITE, { input: { planId, answerBy: ANSWER_BY } });
  return planId;
}

const answer = (planId: string, department: string, parts: object) =>
  city.data(officerOf(department), ANSWER, { input: { planId, ...parts } });
const answerCode = (planId: string, viewer: Viewer, parts: object) =>
  city.refusal(viewer, ANSWER, { input: { planId, ...parts } });
const accept = { answer: 'ACCEPT' };
const decline = { answer: 'DECLINE', reason: 'NO_INSPECTORS', explanation: '防汛期间执法力量不足' };
const counter = (first: string, last: string, taskId = WATER) => {
  return { answer: 'COUNTER', windows: [{ taskId, window: { first, last } }], explanation: '汛期后' };
};
const windowOf = (legs: readonly SeenLeg[], id: string) => legs.find((leg) => leg.id === id)?.window;

describe('a department that is invited', () => {
  it('accepts; with the last one the plan is agreed', async () => {
    const planId = await invited();
    for (const code of ['fire-rescue', 'health']) await answer(planId, code, accept);
    expect((await seenPlan(city, lead, planId)).phase).toBe('INVITED');
    const { plan } = await answer(planId, 'water', accept);
    expect(plan.phase).toBe('AGREED');
  });

  it('declines with a coded reason and why: it leaves the plan, and the others go on', async () => {
    const planId = await invited();
    expect(await answerCode(planId, officerOf('water'), { answer: 'DECLINE', explanation: '不便' })).toBe(
      'OV_JOINT_DECLINE_REASON',
    );
    expect(await answerCode(planId, officerOf('water'), { ...decline, explanation: ' ' })).toBe(
      'OV_JOINT_DECLINE_REASON',
    );
    await answer(planId, 'water', decline);
    const { legs, phase } = await seenPlan(city, lead, planId);
    expect([phase, legs.map(({ id }) => id)]).toEqual(['INVITED', [FIRE, HEALTH]]);
    for (const code of ['fire-rescue', 'health']) await answer(planId, code, accept);
    expect((await seenPlan(city, lead, planId)).phase).toBe('AGREED');
  });

  it('leaves a plan behind that needs another department where but one is left', async () => {
    const planId = await invited({});
    await answer(planId, 'health', decline);
    await answer(planId, 'fire-rescue', accept);
    expect((await seenPlan(city, lead, planId)).phase).toBe('INVITED');
    const agree = (await city.ask(lead, MOVE, { input: { planId, to: 'AGREED' } })).errors?.[0];
    expect(agree?.extensions).toMatchObject({ code: 'OV_JOINT_PLAN_NOT_YOURS', missing: ['TWO_DEPARTMENTS'] });
    // The lead invites another in its place.
    await city.data(lead, ADJUST, { input: { planId, taskIds: [FIRE, WATER] } });
    const { plan } = await answer(planId, 'water', accept);
    expect(plan.phase).toBe('AGREED');
    expect(plan.invitations).toContainEqual({ department: { id: 'health' }, state: 'DECLINED' });
  });

  it('proposes other windows; the lead takes them, and the leg has them', async () => {
    const planId = await invited();
    for (const code of ['fire-rescue', 'health']) await answer(planId, code, accept);
    await answer(planId, 'water', counter('2026-06-01', '2026-07-31'));
    expect((await seenPlan(city, lead, planId)).phase).toBe('INVITED');
    await city.data(lead, SETTLE, { input: { planId, department: 'water', take: true } });
    const { phase, legs } = await seenPlan(city, lead, planId);
    expect([phase, windowOf(legs, WATER)]).toEqual(['AGREED', { first: '2026-06-01', last: '2026-07-31' }]);
  });

  it('is told why the lead does not take them, and answers anew', async () => {
    const planId = await invited();
    await answer(planId, 'water', counter('2026-08-01', '2026-08-31'));
    const settle = (parts: object) => ({ input: { planId, department: 'water', ...parts } });
    expect(await city.refusal(lead, SETTLE, settle({ take: false }))).toBe('OV_JOINT_COUNTER_WHY');
    await city.data(lead, SETTLE, settle({ take: false, why: '须与消防同期' }));
    const own = (await seenPlan(city, officerOf('water'), planId)).invitations.find(
      ({ department }) => department.id === 'water',
    );
    expect(own).toMatchObject({ state: 'PENDING', refused: '须与消防同期' });
    expect(await city.refusal(lead, SETTLE, settle({ take: true }))).toBe('OV_JOINT_NO_COUNTER');
    await answer(planId, 'water', accept);
    expect(await answerCode(planId, officerOf('water'), decline)).toBe('OV_JOINT_ANSWERED');
  });

  it('cannot be given windows in which the legs do not meet, where the rules want one visit', async () => {
    await adoptRules(city, { 'one-visit': { legs: 'MUST_MEET', report: 'PER_DEPARTMENT' } });
    const planId = await invited();
    await answer(planId, 'water', counter('2026-08-01', '2026-08-31'));
    const settle = { input: { planId, department: 'water', take: true } };
    expect(await city.refusal(lead, SETTLE, settle)).toBe('OV_JOINT_RULE_ONE_VISIT');
    expect(windowOf((await seenPlan(city, lead, planId)).legs, WATER)).toEqual({
      first: '2026-05-01',
      last: '2026-06-30',
    });
    await adoptRules(city, {});
  });

  it.each([
    ['no window', { answer: 'COUNTER' }, 'OV_JOINT_COUNTER_EMPTY'],
    ['a task of another', counter('2026-06-01', '2026-07-31', FIRE), 'OV_JOINT_COUNTER_TASK'],
    ['a window that ends before it begins', counter('2026-07-01', '2026-06-30'), 'OV_JOINT_COUNTER_WINDOW'],
  ])('cannot propose %s', async (_what, parts, code) => {
    const planId = await invited();
    expect(await answerCode(planId, officerOf('water'), parts)).toBe(code);
  });

  it('has until the last day to answer, and longer where the lead says so', async () => {
    const planId = await convened(city, three);
    const until = (answerBy: string) => ({ input: { planId, answerBy } });
    const yesterday = (await city.ask(lead, INVITE, until('2026-04-30'))).errors?.[0];
    expect(yesterday?.extensions).toMatchObject({ code: 'OV_JOINT_PLAN_MISSING', missing: ['ANSWER_DAY'] });
    await city.data(lead, INVITE, until('2026-05-02'));
    const noon = city.now;
    city.now = new Date('2026-05-03T04:00:00Z');
    expect(await answerCode(planId, officerOf('water'), accept)).toBe('OV_JOINT_ANSWER_OVER');
    expect(await city.refusal(lead, INVITE, until('2026-05-02'))).toBe('OV_JOINT_ANSWER_DAY');
    await city.data(lead, INVITE, until('2026-05-10'));
    await answer(planId, 'water', accept);
    city.now = noon;
  });

  it('need not answer where it invites itself, or asked for the plan', async () => {
    const planId = await convened(city, three);
    const ofHealth: Viewer = { role: 'lead', sub: 'chen', department: 'health' };
    const { plan } = await city.data(ofHealth, INVITE, { input: { planId, answerBy: ANSWER_BY } });
    expect(plan.invitations).toContainEqual(
      expect.objectContaining({ department: { id: 'health' }, state: 'ACCEPTED' }),
    );
    for (const code of ['fire-rescue', 'water']) await answer(planId, code, accept);
    expect((await seenPlan(city, lead, planId)).phase).toBe('AGREED');
  });

  it('answers for itself: nobody else does, and no other department', async () => {
    const planId = await invited({});
    expect(await answerCode(planId, officerOf('water'), accept)).toBe('OV_JOINT_UNKNOWN_PLAN');
    for (const viewer of [lead, auditor, inspector('health:inspector:1'), anyone]) {
      expect(await answerCode(planId, viewer, accept)).toBe('OV_KIT_FORBIDDEN');
    }
    const draft = await convened(city);
    expect(await answerCode(draft, officerOf('health'), accept)).toBe('OV_JOINT_NOT_INVITED');
    const code = await city.refusal(officerOf('health'), SETTLE, {
      input: { planId, department: 'health', take: true },
    });
    expect(code).toBe('OV_KIT_FORBIDDEN');
  });
});

describe('who sees what of a plan that is not published', () => {
  const HIDDEN = `query ($id: ID!, $refs: [_Any!]!) { jointPlan(id: $id) { id }
    jointPlans(first: 100) { totalCount nodes { id } } _entities(representations: $refs) {
      ... on JointPlan { id } ... on WaterPlanTask { jointPlans { totalCount } }
      ... on HealthItem { jointPlans { totalCount } } } }`;

  it('is nothing at all for whoever is not involved, whichever way it is reached', async () => {
    city.double('health').tasks.set('health:task:T9', taskOf('health:task:T9'));
    const refs = (id: string) => [
      { __typename: 'JointPlan', id },
      { __typename: 'HealthItem', id: 'health:item:I1' },
    ];
    interface Seen {
      readonly jointPlan: object | null;
      readonly jointPlans: { readonly totalCount: number; readonly nodes: readonly { readonly id: string }[] };
      readonly _entities: readonly unknown[];
    }
    const strangers = [officerOf('water'), inspector('water:inspector:1'), anyone];
    const seen = async (viewer: Viewer, id: string) => await city.data<Seen>(viewer, HIDDEN, { id, refs: refs(id) });
    const before = await Promise.all(strangers.map((viewer) => seen(viewer, 'joint-inspection:plan:none')));
    const planId = await convened(city);
    for (const [index, viewer] of strangers.entries()) expect(await seen(viewer, planId)).toEqual(before[index]);
    await city.data(lead, INVITE, { input: { planId, answerBy: ANSWER_BY } });
    for (const [index, viewer] of strangers.entries()) expect(await seen(viewer, planId)).toEqual(before[index]);
    for (const viewer of [lead, auditor, officerOf('health'), inspector('health:inspector:1')]) {
      const { jointPlan, jointPlans } = await seen(viewer, planId);
      expect(jointPlan).toEqual({ id: planId });
      expect(jointPlans.nodes).toContainEqual({ id: planId });
    }
  });

  it('goes on for a department that declined; why is for the lead and itself, even once it is published', async () => {
    const planId = await invited();
    await answer(planId, 'water', decline);
    for (const code of ['fire-rescue', 'health']) await answer(planId, code, accept);
    const ofWater = async (viewer: Viewer) =>
      (await seenPlan(city, viewer, planId)).invitations.find(({ department }) => department.id === 'water');
    for (const viewer of [lead, officerOf('water')]) {
      expect(await ofWater(viewer)).toMatchObject({
        state: 'DECLINED',
        reason: 'NO_INSPECTORS',
        explanation: '防汛期间执法力量不足',
      });
    }
    for (const viewer of [auditor, officerOf('health')]) {
      expect(await ofWater(viewer)).toMatchObject({ state: 'DECLINED', reason: null, explanation: null });
    }
    const steps = await city.database.ledgerEntry.findMany({ where: { target: planId } });
    expect(JSON.stringify(steps.map(({ detail }) => detail))).not.toMatch(/NO_INSPECTORS|防汛/);
    await passed(city, planId);
    const history = 'query ($id: ID!) { jointPlan(id: $id) { phase history { phase } } }';
    const { jointPlan } = await city.data<{ jointPlan: object }>(anyone, history, { id: planId });
    expect(jointPlan).toEqual({ phase: 'PUBLISHED', history: [{ phase: 'PUBLISHED' }] });
    const invitations = 'query ($id: ID!) { jointPlan(id: $id) { invitations { state } } }';
    expect(await city.refusal(anyone, invitations, { id: planId })).toBe('OV_KIT_FORBIDDEN');
    // An officer of a department that nobody asked sees the plan as the public does.
    const strange = officerOf('culture-tourism');
    expect((await city.data(strange, invitations, { id: planId })).jointPlan).toEqual({ invitations: [] });
    const full = (await city.data<{ jointPlan: { history: object[] } }>(officerOf('water'), history, { id: planId }))
      .jointPlan;
    expect(full.history).toHaveLength(7);
  });
});

it('an answer has one effect under a key', async () => {
  const planId = await invited();
  const query = `mutation ($input: AnswerInvitationInput!, $key: String!) {
    plan: answerInvitation(input: $input, idempotencyKey: $key) { phase } }`;
  const request = { input: { planId, ...accept }, key: 'answer-once' };
  const first = await city.data(officerOf('water'), query, request);
  expect(await city.data(officerOf('water'), query, request)).toEqual(first);
  expect(await city.database.ledgerEntry.count({ where: { target: planId, action: 'plan.answer' } })).toBe(1);
});

it('a plan that was returned asks everybody anew', async () => {
  const planId = await convened(city);
  await agreed(city, planId);
  await city.data(lead, MOVE, { input: { planId, to: 'RETURNED', why: '时段过紧' } });
  const { plan } = await city.data(lead, INVITE, { input: { planId, answerBy: ANSWER_BY } });
  expect(plan.invitations.map(({ state }) => state)).toEqual(['PENDING', 'PENDING']);
});
