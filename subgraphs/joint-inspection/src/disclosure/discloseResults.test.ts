import type { RuleOf } from '@onevisit/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  recordAll,
  refusalOf,
  seenVisit,
  tryTo,
} from '../visits/jointVisits.fixture.js';

const HEALTH = officerOf('health');
const RESULTS = `query ($id: ID!) { visit(id: $id) { items { legId result { results } } } }`;
const AT_DRAW = { convene: { disclosure: 'AT_DRAW' } };

let city: JointCity;
let drawn: DrawnVisits;
let visit: JointVisit;
beforeAll(async () => {
  city = await JointCity.open();
  const disclosure: RuleOf<'disclosure'> = {
    results: { within: 20, from: 'RESULT_RECORDED' },
    feedback: 'NOT_ASKED',
    promptly: false,
    notPublic: ['TRADE_SECRET'],
  };
  drawn = await drawnVisits(city, { disclosure }, AT_DRAW);
});
afterAll(() => city.close());
beforeEach(async () => {
  city.now = new Date('2026-05-18T04:00:00Z');
  visit = await drawn.take();
  for (const department of ['health', 'fire-rescue']) await recordAll(city, visit, department, '2026-05-18');
});

const input = (parts: object = {}) => ({ visitId: visit.id, kind: 'RESULTS', ...parts });
const refused = (parts: object, viewer = HEALTH) => refusalOf(city, viewer, 'discloseResults', input(parts));
/** Of which departments somebody sees results. */
const resultsSeenBy = async (viewer: Parameters<JointCity['data']>[0]): Promise<readonly string[]> => {
  const { items } = (await city.data(viewer, RESULTS, { id: visit.id })).visit;
  const seen = items.filter(({ result }) => result !== null).map(({ legId }) => legId.split(':')[0] ?? '');
  return [...new Set(seen)].sort();
};

describe('discloseResults', () => {
  it('shows the public the results that a department discloses, and no others', async () => {
    expect(await resultsSeenBy(anyone)).toEqual([]);
    for (const viewer of [lead, HEALTH]) expect(await resultsSeenBy(viewer)).toEqual(['fire-rescue', 'health']);
    await actOn(city, HEALTH, 'discloseResults', input());
    for (const viewer of [anyone, officerOf('water')]) expect(await resultsSeenBy(viewer)).toEqual(['health']);
  });

  it('keeps back what is not published, for the reasons of the rule alone; the deadline is met', async () => {
    expect(await refused({ notPublic: 'OTHER_LAW' })).toBe('OV_JOINT_NOT_PUBLIC');
    const seen = await actOn(city, HEALTH, 'discloseResults', input({ notPublic: 'TRADE_SECRET' }));
    expect(seen.disclosures).toMatchObject([{ kind: 'RESULTS', notPublic: 'TRADE_SECRET', decision: null }]);
    expect(seen.deadlines).toContainEqual(expect.objectContaining({ state: 'MET', closedOn: '2026-05-18' }));
    expect(await resultsSeenBy(anyone)).toEqual([]);
  });

  it('is of the day on which it is made: nobody can say that it was another, and the deadline is kept by it', async () => {
    city.now = new Date('2026-06-16T04:00:00Z');
    const { errors } = await tryTo(city, HEALTH, 'discloseResults', input({ on: '2026-05-18' }));
    expect(errors?.[0]?.message).toContain('"on" is not defined');
    const seen = await actOn(city, HEALTH, 'discloseResults', input());
    expect(seen.disclosures).toMatchObject([{ on: '2026-06-16' }]);
    const late = { department: { id: 'health' }, state: 'MET_LATE', due: '2026-06-15', closedOn: '2026-06-16' };
    expect(seen.deadlines).toContainEqual(expect.objectContaining(late));
    const { content } = await city.database.disclosureRecord.findFirstOrThrow({ where: { visitId: visit.id } });
    expect(content).toMatchObject({ disclosedOn: '2026-06-16' });
  });

  it('refuses a delivery on a day that cannot be, half a feedback, and whoever has no part', async () => {
    expect(await refused({ feedbackBy: 'POST' })).toBe('OV_JOINT_FEEDBACK');
    expect(await refused({ feedbackBy: 'POST', feedbackDeliveredOn: '2026-05-17' })).toBe('OV_JOINT_ACT_DAY');
    expect(await refused({}, officerOf('water'))).toBe('OV_JOINT_UNKNOWN_VISIT');
    const open = await drawn.take();
    expect(await refused({ visitId: open.id })).toBe('OV_JOINT_RESULTS_OPEN');
    expect((await seenVisit(city, lead, visit.id)).disclosures).toEqual([]);
  });
});

it('without the rule results are public with their visit, but never those with a reason against it', async () => {
  const free = await drawnVisits(city, {}, AT_DRAW);
  visit = await free.take();
  for (const department of ['health', 'fire-rescue']) await recordAll(city, visit, department, '2026-05-18');
  expect(await resultsSeenBy(anyone)).toEqual(['fire-rescue', 'health']);
  await actOn(city, HEALTH, 'discloseResults', input({ notPublic: 'PRIVACY' }));
  expect(await resultsSeenBy(anyone)).toEqual(['fire-rescue']);
});
