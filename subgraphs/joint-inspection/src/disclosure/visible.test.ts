import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  agreed,
  convened,
  drawn,
  FIRE,
  fillPools,
  frozen,
  inspectorOf,
  opened,
  passed,
} from '../jointDraws.fixture.js';

const BEFORE = new Date('2026-05-01T04:00:00Z');
/** The last day of the windows, and the next, in China. */
const LAST_DAY = new Date('2026-06-30T15:59:59Z');
const NEXT_DAY = new Date('2026-06-30T16:00:00Z');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());

const onCrew = (ids: readonly string[]): Viewer => inspector(ids[0] ?? '');
const idle = inspector('health:inspector:idle');

const PLACES = `query ($plan: ID!, $draw: ID!, $visit: ID!, $uscc: CreditCode!, $refs: [_Any!]!) {
  jointPlan(id: $plan) { id } draw(id: $draw) { id visits(first: 1000) { nodes { id } totalCount } }
  visit(id: $visit) { id } marketSubject(uscc: $uscc) { visits { nodes { id } } }
  _entities(representations: $refs) { __typename ... on JointPlan { id } ... on Draw { id } ... on Visit { id }
    ... on MarketSubject { visits { nodes { id } } } } }`;

interface Drawn {
  readonly planId: string;
  readonly drawId: string;
  readonly visit: { readonly id: string; readonly uscc: string; readonly departments: readonly string[] };
  readonly count: number;
  /** Inspectors of the visit. */
  readonly crew: readonly string[];
}

async function drawnWith(disclosure: string): Promise<Drawn> {
  const { planId, drawId } = await drawn(city, { disclosure });
  const where = { drawId, departments: { equals: ['health'] } };
  const visit = await city.database.visit.findFirstOrThrow({ where, include: { seats: true } });
  return {
    planId,
    drawId,
    visit: { id: visit.id, uscc: visit.uscc ?? '', departments: visit.departments },
    count: await city.database.visit.count({ where: { drawId } }),
    crew: visit.seats.flatMap((seat) => (seat.inspectorId === null ? [] : [seat.inspectorId])),
  };
}

/** Which of the ways to a visit, plan and draw are open to a viewer. */
async function seenBy(viewer: Viewer, { planId, drawId, visit }: Drawn) {
  const variables = {
    plan: planId,
    draw: drawId,
    visit: visit.id,
    uscc: visit.uscc,
    refs: [
      { __typename: 'JointPlan', id: planId },
      { __typename: 'Draw', id: drawId },
      { __typename: 'Visit', id: visit.id },
      { __typename: 'MarketSubject', uscc: visit.uscc },
    ],
  };
  const data: Answer['data'] = await city.data(viewer, PLACES, variables);
  const listed = (nodes: readonly { readonly id: string }[] = []) => nodes.some((node) => node.id === visit.id);
  const ways = [
    data.visit !== null,
    data._entities[2] !== null,
    listed(data.marketSubject.visits.nodes),
    listed(data._entities[3]?.visits.nodes),
    data.draw !== null && listed(data.draw.visits.nodes),
  ];
  expect(new Set(ways).size, `the ways to a visit differ: ${ways}`).toBe(1);
  expect([data._entities[0] !== null, data._entities[1] !== null]).toEqual([
    data.jointPlan !== null,
    data.draw !== null,
  ]);
  return { plan: data.jointPlan !== null, draw: data.draw !== null, visit: ways[0] };
}

describe('a plan and its draw', () => {
  it('are for those involved until the publication, the draw until the freeze, then for everybody', async () => {
    const others = [anyone, officerOf('water'), inspector('water:inspector:1')];
    const involved = [lead, auditor, officerOf('health'), idle];
    const query = `query ($plan: ID!, $draw: ID!) { jointPlan(id: $plan) { id } draw(id: $draw) { id }
      jointPlans(first: 1) { nodes { id } totalCount } }`;
    let drawId = 'none';
    const expectSeen = async (viewers: readonly Viewer[], planId: string, seen: readonly [boolean, boolean]) => {
      for (const viewer of viewers) {
        const data = await city.data(viewer, query, { plan: planId, draw: drawId });
        const { nodes } = data.jointPlans;
        expect([data.jointPlan !== null, data.draw !== null, nodes[0]?.id === planId]).toEqual([...seen, seen[0]]);
      }
    };
    const planId = await convened(city);
    await expectSeen(involved, planId, [true, false]);
    await expectSeen(others, planId, [false, false]);
    await agreed(city, planId);
    await expectSeen(others, planId, [false, false]);
    await passed(city, planId);
    drawId = await opened(city, planId);
    await expectSeen(involved, planId, [true, true]);
    await expectSeen(others, planId, [true, false]);
    await frozen(city, drawId);
    await expectSeen(others, planId, [true, true]);
  });

  it('do not tell the public a credit class', async () => {
    const { planId, drawId } = await drawn(city);
    const query = `query ($id: ID!) { draw(id: $id) { statement { entries { legId stratum standing count } } } }`;
    const subject: Viewer = { role: 'subject', sub: 's', subject: '91350100M000100Y43' };
    const leader: Viewer = { role: 'leader', sub: 'sun', department: 'fire-rescue' };
    for (const viewer of [anyone, idle, subject, leader]) {
      const { statement } = (await city.data(viewer, query, { id: drawId })).draw;
      expect(statement.entries).toContainEqual({ legId: FIRE, stratum: null, standing: 'ELIGIBLE', count: 40 });
      expect(JSON.stringify(statement.entries)).not.toMatch(/"stratum":"/);
    }
    for (const viewer of [lead, auditor, officerOf('fire-rescue')]) {
      const answer = await city.data(viewer, query, { id: drawId });
      expect(answer.draw.statement.entries).toContainEqual({
        legId: FIRE,
        stratum: 'A',
        standing: 'ELIGIBLE',
        count: 20,
      });
    }
    for (const field of ['quotas { stratum }', 'record(kind: AUDITORS) { text }']) {
      const restricted = `query ($id: ID!) { draw(id: $id) { ${field} } }`;
      for (const viewer of [anyone, officerOf('health'), idle]) {
        expect(await city.refusal(viewer, restricted, { id: drawId })).toBe('OV_KIT_FORBIDDEN');
      }
    }
    const record = 'query ($id: ID!) { draw(id: $id) { record(kind: AUDITORS) { text } } }';
    expect(await city.refusal(lead, record, { id: drawId })).toBe('OV_KIT_FORBIDDEN');
    const terms = 'query ($id: ID!) { jointPlan(id: $id) { legs { quota { stratum } } } }';
    expect(await city.refusal(anyone, terms, { id: planId })).toBe('OV_KIT_FORBIDDEN');
  });
});

describe('a visit', () => {
  const always = (plan: Drawn): readonly Viewer[] => [lead, auditor, officerOf('health'), onCrew(plan.crew)];
  const others = [anyone, officerOf('fire-rescue'), officerOf('water'), idle, inspector('fire-rescue:inspector:1')];

  async function expectSeen(plan: Drawn, disclosed: boolean): Promise<void> {
    for (const viewer of always(plan))
      expect(await seenBy(viewer, plan)).toEqual({ plan: true, draw: true, visit: true });
    for (const viewer of others) {
      expect(await seenBy(viewer, plan), JSON.stringify(viewer)).toEqual({ plan: true, draw: true, visit: disclosed });
    }
  }

  it('is public with the draw where the plan says so', async () => {
    city.now = BEFORE;
    await expectSeen(await drawnWith('AT_DRAW'), true);
  });

  it('is public when it is done where the plan says so', async () => {
    city.now = BEFORE;
    const plan = await drawnWith('AT_VISIT');
    await expectSeen(plan, false);
    await city.database.visit.update({ where: { id: plan.visit.id }, data: { status: 'IN_PROGRESS' } });
    await expectSeen(plan, false);
    await city.database.visit.update({ where: { id: plan.visit.id }, data: { status: 'COMPLETED' } });
    await expectSeen(plan, true);
  });

  it('is public after the last day of its window, in China, where the plan says so', async () => {
    city.now = BEFORE;
    const plan = await drawnWith('AFTER_WINDOW');
    await expectSeen(plan, false);
    city.now = LAST_DAY;
    await expectSeen(plan, false);
    city.now = NEXT_DAY;
    await expectSeen(plan, true);
    city.now = BEFORE;
  });

  it('is not counted for whoever may not see it', async () => {
    city.now = BEFORE;
    const { drawId, count } = await drawnWith('AFTER_WINDOW');
    const query = 'query ($id: ID!) { draw(id: $id) { visitCount visits { totalCount nodes { id } } } }';
    expect((await city.data(anyone, query, { id: drawId })).draw).toEqual({
      visitCount: count,
      visits: { totalCount: 0, nodes: [] },
    });
    expect((await city.data(lead, query, { id: drawId })).draw.visits.totalCount).toBe(count);
  });
});

describe('Inspector.visits', () => {
  it('lists the visits in which a person holds a seat, as far as the asker may see them', async () => {
    city.now = BEFORE;
    city.double('health').inspectors = [inspectorOf('7'), inspectorOf('8')];
    const { drawId } = await drawn(city);
    const person = 'health:inspector:7';
    const held = await city.database.crewSeat.count({ where: { inspectorId: person, visit: { drawId } } });
    expect(held).toBeGreaterThan(0);
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on HealthInspector { visits(first: 100) { totalCount nodes { subjectId } } } } }`;
    const refs = [{ __typename: 'HealthInspector', id: person }];
    const count = async (viewer: Viewer) => (await city.data(viewer, query, { refs }))._entities[0]?.visits.totalCount;
    for (const viewer of [lead, auditor, officerOf('health'), inspector(person)])
      expect(await count(viewer)).toBe(held);
    expect(await count(officerOf('water'))).toBe(0);
    expect(await city.refusal(anyone, query, { refs })).toBe('OV_KIT_FORBIDDEN');
  });
});
