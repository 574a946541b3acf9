import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JointCity, lead } from '../jointCity.fixture.js';
import { fillPools, OPEN, opened, published, VOID } from '../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  // A department that hangs is given up soon.
  city = await JointCity.open(1_500);
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  for (const double of Object.values(city.departments)) double.fault = () => undefined;
});

const openCode = (planId: string, parts: object = {}) =>
  city.refusal(lead, OPEN, { input: { planId, revealWithinSeconds: 60, ...parts } });

describe('openDraw', () => {
  it('keeps the commitment of every department with a leg, and asks no other', async () => {
    const id = await opened(city, await published(city));
    const query = `query ($id: ID!) { draw(id: $id) { phase seed statement { rosterRoot }
      nonces { department { id } commitment nonce withheld } } }`;
    const { draw } = await city.data(lead, query, { id });
    expect(draw).toMatchObject({ phase: 'COMMITTING', seed: null, statement: null });
    expect(draw.nonces.map((row: { department: { id: string } }) => row.department.id)).toEqual([
      'fire-rescue',
      'health',
    ]);
    for (const row of draw.nonces) {
      expect(row).toMatchObject({ commitment: expect.stringMatching(/^[0-9a-f]{64}$/), nonce: null, withheld: false });
    }
    expect(city.double('water').calls).toEqual([]);
  });

  it('opens one draw where two are opened at once', async () => {
    const planId = await published(city);
    const codes = await Promise.all([1, 2, 3].map(() => openCode(planId)));
    expect(codes.sort()).toEqual(['OV_JOINT_DRAW_EXISTS', 'OV_JOINT_DRAW_EXISTS', null]);
    expect(await city.database.draw.count({ where: { planId } })).toBe(1);
  });

  it('has one effect under a key, also while a department is down', async () => {
    const request = { input: { planId: await published(city), revealWithinSeconds: 60 }, key: 'open' };
    const first = await city.data(lead, OPEN, request);
    city.double('health').fault = () => ({ kind: 'hang' });
    expect(await city.data(lead, OPEN, request)).toEqual(first);
  });

  it('opens another only after the last is void, and only where it is named', async () => {
    const planId = await published(city);
    expect(await openCode(planId, { replaces: 'joint-inspection:draw:none' })).toBe('OV_JOINT_REPLACES_NOTHING');
    const first = await opened(city, planId);
    expect(await openCode(planId, { replaces: first })).toBe('OV_JOINT_DRAW_EXISTS');
    await city.data(lead, VOID, { id: first, why: '名册有误' });
    expect(await openCode(planId)).toBe('OV_JOINT_REPLACES');
    const second = await opened(city, planId, { replaces: first });
    const { draw } = await city.data(lead, 'query ($id: ID!) { draw(id: $id) { replaces { id phase } } }', {
      id: second,
    });
    expect(draw.replaces).toEqual({ id: first, phase: 'VOID' });
    const { jointPlan } = await city.data(lead, 'query ($id: ID!) { jointPlan(id: $id) { draws { id } } }', {
      id: planId,
    });
    expect(jointPlan.draws).toEqual([{ id: first }, { id: second }]);
  });

  it.each([
    ['a plan that does not exist', { planId: 'joint-inspection:plan:none' }, 'OV_JOINT_UNKNOWN_PLAN'],
    ['no time to reveal', { revealWithinSeconds: 0 }, 'OV_JOINT_REVEAL_SECONDS'],
    ['more than ninety days to reveal', { revealWithinSeconds: 7_776_001 }, 'OV_JOINT_REVEAL_SECONDS'],
  ])('refuses %s', async (_what, parts, code) => {
    expect(await openCode(await published(city), parts)).toBe(code);
  });

  it.each([
    ['hangs', { kind: 'hang' }, 'OV_JOINT_DEPARTMENT_UNAVAILABLE'],
    [
      'answers no commitment',
      { kind: 'data', data: { made: { commitment: 'xyz' } } },
      'OV_JOINT_DEPARTMENT_BAD_ANSWER',
    ],
  ] as const)('writes nothing where a department %s, and holds nobody else up', async (_what, fault, code) => {
    const [planId, other] = [await published(city), await published(city)];
    city.double('health').fault = ({ operation }) => (operation === 'CommitNonce' ? fault : undefined);
    const waiting = openCode(planId);
    expect(await city.data(lead, 'query ($id: ID!) { jointPlan(id: $id) { id } }', { id: other })).toBeTruthy();
    expect(await waiting).toBe(code);
    expect(await city.database.draw.count({ where: { planId } })).toBe(0);
  });
});
