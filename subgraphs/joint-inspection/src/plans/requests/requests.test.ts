import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import { ANSWER_BY, CONVENE, conveneInput, FIRE, fillPools, HEALTH, INVITE } from '../../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());

const ASK = `mutation ($input: RequestJointPlanInput!, $key: String) {
  request: requestJointPlan(input: $input, idempotencyKey: $key) { id state } }`;
const REFUSE = `mutation ($input: RefuseJointPlanRequestInput!) {
  request: refuseJointPlanRequest(input: $input) { id state refused } }`;
const REQUESTS = `query ($state: PlanRequestState) { jointPlanRequests(state: $state, first: 100) { totalCount
  nodes { id state department { id } taskIds tasks { id } why refused jointPlan { id } } } }`;

interface SeenRequest {
  readonly id: string;
  readonly state: string;
  readonly jointPlan: { readonly id: string } | null;
}
interface Requests {
  readonly jointPlanRequests: { readonly totalCount: number; readonly nodes: readonly SeenRequest[] };
}

const input = (parts: object = {}) => ({
  title: '学校联合抽查',
  year: 2026,
  taskIds: [HEALTH, FIRE],
  why: '家长投诉集中',
  ...parts,
});
const asked = async (parts: object = {}): Promise<string> =>
  (await city.data<{ request: SeenRequest }>(officerOf('health'), ASK, { input: input(parts) })).request.id;
const seenBy = async (viewer: Viewer, id: string) =>
  (await city.data<Requests>(viewer, REQUESTS)).jointPlanRequests.nodes.find((request) => request.id === id);
const origin = (reference: string) => ({ origin: { kind: 'REQUEST', reference, text: '应卫生健康委申请' } });

describe('a department asks for a joint plan', () => {
  it('and has it, once the lead convenes one for it: it takes part without being asked', async () => {
    const id = await asked();
    expect(await seenBy(lead, id)).toMatchObject({
      state: 'OPEN',
      department: { id: 'health' },
      tasks: [{ id: HEALTH }, { id: FIRE }],
    });
    const { plan } = await city.data(lead, CONVENE, { input: conveneInput(origin(id)) });
    expect(await seenBy(officerOf('health'), id)).toMatchObject({ state: 'ACCEPTED', jointPlan: { id: plan.id } });
    const query = 'query ($id: ID!) { jointPlan(id: $id) { origin { kind reference text } } }';
    expect((await city.data<{ jointPlan: object }>(lead, query, { id: plan.id })).jointPlan).toEqual(origin(id));
    const invited = (await city.data(lead, INVITE, { input: { planId: plan.id, answerBy: ANSWER_BY } })).plan;
    expect(invited.invitations.map(({ state }) => state)).toEqual(['PENDING', 'ACCEPTED']);
    // One request, one plan; nothing is left of a second.
    const before = await city.database.jointPlan.count();
    expect(await city.refusal(lead, CONVENE, { input: conveneInput(origin(id)) })).toBe('OV_JOINT_REQUEST_ANSWERED');
    expect(await city.database.jointPlan.count()).toBe(before);
  });

  it('or is told why not', async () => {
    const id = await asked();
    const refuse = (why: string) => ({ input: { requestId: id, why } });
    expect(await city.refusal(lead, REFUSE, refuse(' '))).toBe('OV_JOINT_REQUEST_WHY');
    await city.data(lead, REFUSE, refuse('已列入下季度'));
    expect(await seenBy(officerOf('health'), id)).toMatchObject({ state: 'REFUSED', refused: '已列入下季度' });
    expect(await city.refusal(lead, REFUSE, refuse('再次'))).toBe('OV_JOINT_REQUEST_ANSWERED');
    expect(await city.refusal(lead, REFUSE, { input: { requestId: 'x', why: '无' } })).toBe('OV_JOINT_UNKNOWN_REQUEST');
  });

  it('which is between the lead and itself', async () => {
    const id = await asked();
    for (const viewer of [lead, auditor, officerOf('health')]) expect(await seenBy(viewer, id)).toBeDefined();
    const { jointPlanRequests } = await city.data<Requests>(officerOf('water'), REQUESTS);
    expect(jointPlanRequests).toEqual({ totalCount: 0, nodes: [] });
    for (const viewer of [anyone, inspector('health:inspector:1')]) {
      expect(await city.refusal(viewer, REQUESTS)).toBe('OV_KIT_FORBIDDEN');
    }
    expect(await city.refusal(officerOf('health'), REFUSE, { input: { requestId: id, why: '无' } })).toBe(
      'OV_KIT_FORBIDDEN',
    );
  });

  it.each([
    ['no title', { title: ' ' }, 'OV_JOINT_TITLE'],
    ['no reason', { why: '' }, 'OV_JOINT_REQUEST_WHY'],
    ['no task of its own', { taskIds: [FIRE] }, 'OV_JOINT_REQUEST_OWN_TASK'],
    ['what is no task', { taskIds: [HEALTH, 'health:item:I1'] }, 'OV_JOINT_REQUEST_TASK'],
    ['a task twice', { taskIds: [HEALTH, HEALTH] }, 'OV_JOINT_TASK_TWICE'],
  ])('not with %s', async (_what, parts, code) => {
    expect(await city.refusal(officerOf('health'), ASK, { input: input(parts) })).toBe(code);
  });

  it('once under a key', async () => {
    const request = { input: input({ title: '只一次' }), key: 'ask-once' };
    const first = await city.data(officerOf('health'), ASK, request);
    expect(await city.data(officerOf('health'), ASK, request)).toEqual(first);
    expect(await city.database.planRequest.count({ where: { title: '只一次' } })).toBe(1);
  });
});

it.each([
  [{ kind: 'PROPOSAL' }, 'OV_JOINT_ORIGIN_REFERENCE'],
  [{ kind: 'HAND', reference: '1' }, 'OV_JOINT_ORIGIN_REFERENCE'],
  [{ kind: 'REQUEST', reference: 'joint-inspection:planrequest:99999' }, 'OV_JOINT_UNKNOWN_REQUEST'],
  [{ kind: 'REQUEST', reference: 'joint-inspection:plan:1' }, 'OV_JOINT_UNKNOWN_REQUEST'],
])('a plan does not come from %j', async (stated, code) => {
  expect(await city.refusal(lead, CONVENE, { input: conveneInput({ origin: stated }) })).toBe(code);
});
