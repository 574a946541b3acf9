import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../amendments/amendments.fixture.js';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { CONVENE, conveneInput, fillPools } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';
import { adoptRules, shippedRules } from '../rules/adoptedRules.fixture.js';
import { drawnVisits, memberOf, recordAll } from '../visits/jointVisits.fixture.js';

const MAY = new Date('2026-05-18T04:00:00Z');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = MAY;
});

describe('the moment of publication', () => {
  it('is as early as the rules permit, or later', async () => {
    fillPools(city);
    await adoptRules(city, { publication: { visits: 'AT_VISIT', crews: 'AT_VISIT' } });
    const convene = (disclosure: string) => city.refusal(lead, CONVENE, { input: conveneInput({ disclosure }) });
    expect(await convene('AT_DRAW')).toBe('OV_JOINT_DISCLOSURE_EARLY');
    expect([await convene('AT_VISIT'), await convene('AFTER_WINDOW')]).toEqual([null, null]);
  });

  it('may come later for crews than for visits, whichever way they are asked for', async () => {
    const rules = { publication: { visits: 'AT_DRAW', crews: 'AT_VISIT' } } as const;
    const drawn = await drawnVisits(city, rules, { convene: { disclosure: 'AT_DRAW' } });
    const [done, open] = [await drawn.take(), await drawn.take()];
    for (const department of ['health', 'fire-rescue']) await recordAll(city, done, department, '2026-05-18');
    const query = `query ($id: ID!, $refs: [_Any!]!) {
      visit(id: $id) { crew { department { id } } crewAsDrawn { department { id } } }
      _entities(representations: $refs) { ... on HealthInspector { visits(first: 1000) { nodes { id } } } } }`;
    const seen = async (viewer: Viewer, { id, crew }: typeof done) => {
      const refs = [{ __typename: 'HealthInspector', id: crew.health?.[0] ?? '' }];
      const { visit, _entities } = await city.data(viewer, query, { id, refs });
      const listed = _entities[0]?.visits.nodes.some((node) => node.id === id);
      return [visit.crew.length, visit.crewAsDrawn.length, listed];
    };
    for (const viewer of [lead, officerOf('health'), memberOf(open, 'health')]) {
      expect(await seen(viewer, open)).toEqual([2, 2, true]);
    }
    const strangers = [officerOf('water'), inspector('water:inspector:1')];
    for (const viewer of strangers) {
      expect(await seen(viewer, open)).toEqual([0, 0, false]);
      expect(await seen(viewer, done)).toEqual([2, 2, true]);
    }
    const ofPublic = 'query ($id: ID!) { visit(id: $id) { crew { department { id } } } }';
    expect((await city.data(anyone, ofPublic, { id: open.id })).visit.crew).toEqual([]);
    expect((await city.data(anyone, ofPublic, { id: done.id })).visit.crew).toHaveLength(2);

    const record = JSON.parse(await wholeRecord(city, anyone, drawn.drawId, 'PUBLIC')) as { visits: { key: string }[] };
    expect(record.visits.map(({ key }) => key)).toEqual([done.id.slice(done.id.lastIndexOf('/') + 1)]);
    const seats = await heldSeats(city, drawn.drawId, 'health');
    const seat = seats.find(({ visitId }) => visitId === open.id);
    if (seat === undefined) throw new Error('the visit has a seat of health');
    await city.data(lead, STEP_OUT, { input: stepOutInput(drawn.drawId, seat) });
    const amended = 'query ($id: ID!) { draw(id: $id) { amendments { totalCount nodes { changes { seat } } } } }';
    expect((await city.data(anyone, amended, { id: drawn.drawId })).draw.amendments.totalCount).toBe(0);
    expect((await city.data(lead, amended, { id: drawn.drawId })).draw.amendments.totalCount).toBe(1);
  });
});

describe('the trail', () => {
  const STEPS = `query ($id: ID!, $first: Int, $after: String) { jointPlan(id: $id) {
    steps(first: $first, after: $after) { nodes { action at by } totalCount pageInfo { endCursor hasNextPage } } } }`;
  interface Steps {
    readonly nodes: readonly { readonly action: string; readonly by: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string };
  }
  const steps = async (viewer: Viewer, id: string, page: object = {}): Promise<Steps> =>
    ((await city.data(viewer, STEPS, { id, ...page })).jointPlan as unknown as { steps: Steps }).steps;

  it('is public at every step where the rules say so (Luohe art. 6), without accounts', async () => {
    const drawn = await drawnVisits(city, shippedRules('luohe-civil-air-defence-2019', ['trail']));
    await recordAll(city, await drawn.take(), 'health', '2026-05-18');
    const all = await steps(anyone, drawn.planId);
    const actions = all.nodes.map(({ action }) => action);
    expect(actions[0]).toBe('plan.convene');
    expect(actions).toEqual(expect.arrayContaining(['draw.open', 'draw.freeze', 'draw.reveal', 'draw.execute']));
    expect(actions.at(-1)).toBe('visit.results');
    expect(all.nodes.at(-1)?.by).toBe('officer:health');
    expect(JSON.stringify(all)).not.toContain('wang');
    expect(all.totalCount).toBe(actions.length);
    const head = await steps(anyone, drawn.planId, { first: 3 });
    const rest = await steps(anyone, drawn.planId, { after: head.pageInfo.endCursor });
    expect([...head.nodes, ...rest.nodes]).toEqual(all.nodes);
  });

  it.each([
    ['internal', shippedRules('karamay-2016', ['trail'])],
    ['without a rule', {}],
  ])('is for lead and auditor where it is %s', async (_what, rules) => {
    await adoptRules(city, rules);
    const { plan } = await city.data(lead, CONVENE, { input: conveneInput() });
    for (const viewer of [lead, auditor]) expect((await steps(viewer, plan.id)).totalCount).toBe(1);
    expect(await city.refusal(officerOf('health'), STEPS, { id: plan.id })).toBe('OV_KIT_FORBIDDEN');
  });
});

it('inspectors step back in the forms that the rules have, and in no other', async () => {
  const drawn = await drawnVisits(city, { recusal: { forms: ['STEP_OUT'] } });
  const [one, other] = await heldSeats(city, drawn.drawId, 'health');
  if (one === undefined || other === undefined) throw new Error('health has seats');
  const swap = { input: swapInput(drawn.drawId, one, other) };
  expect(await city.refusal(lead, SWAP, swap)).toBe('OV_JOINT_RECUSAL_FORM');
  await city.data(lead, STEP_OUT, { input: stepOutInput(drawn.drawId, one) });
});
