import type { RuleOf } from '@onevisit/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  PENALTY,
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

describe('reviseDisclosure', () => {
  const DECISION = '卫罚〔2026〕15号';
  const revise = (parts: object = {}, viewer = HEALTH) =>
    actOn(city, viewer, 'reviseDisclosure', { visitId: visit.id, kind: 'RESULTS', explanation: '复核', ...parts });
  const refusedTo = (parts: object, viewer = HEALTH) =>
    refusalOf(city, viewer, 'reviseDisclosure', { visitId: visit.id, kind: 'RESULTS', explanation: '复核', ...parts });
  const feed = async () =>
    (await city.database.disclosureRecord.findMany({ where: { visitId: visit.id }, orderBy: { seq: 'asc' } })).map(
      ({ reference, version, content }) => ({ reference, version, ...(content as object) }),
    );

  it('publishes what was kept back by mistake: on the day on which it does, so that the deadline was missed', async () => {
    await actOn(city, HEALTH, 'discloseResults', input({ notPublic: 'TRADE_SECRET' }));
    expect(await refusedTo({ notPublic: 'TRADE_SECRET' })).toBe('OV_JOINT_DISCLOSURE_SAME');
    expect(await refusedTo({ explanation: ' ' })).toBe('OV_JOINT_WORDS');
    city.now = new Date('2026-06-20T04:00:00Z');
    const seen = await revise();
    const kept = { number: 1, on: '2026-05-18', notPublic: 'TRADE_SECRET', explanation: '复核' };
    expect(seen.disclosures).toMatchObject([
      { on: '2026-06-20', publishedOn: '2026-06-20', notPublic: null, versions: [kept] },
    ]);
    const late = { department: { id: 'health' }, state: 'MET_LATE', closedOn: '2026-06-20' };
    expect(seen.deadlines).toContainEqual(expect.objectContaining(late));
    expect(await resultsSeenBy(anyone)).toEqual(['health']);
    expect(await feed()).toMatchObject([{ version: 1, disclosedOn: '2026-06-20' }]);
    const steps = await city.database.ledgerEntry.findMany({ where: { target: visit.id }, orderBy: { seq: 'asc' } });
    expect(steps.at(-1)?.action).toBe('visit.reviseDisclosure');
  });

  it('withdraws what was published, and may publish it again; the deadline stays met, and the subject sees its visit', async () => {
    await actOn(city, HEALTH, 'discloseResults', input());
    const subject = { role: 'subject', sub: 's', subject: visit.subjectId } as const;
    expect(await refusedTo({ notPublic: 'OTHER_LAW' })).toBe('OV_JOINT_NOT_PUBLIC');
    expect(await refusedTo({ notPublic: 'ANNULLED' })).toBe('OV_JOINT_DISCLOSURE_NOT_PENALTY');
    for (const viewer of [officerOf('fire-rescue')]) {
      expect(await refusedTo({ notPublic: 'TRADE_SECRET' }, viewer)).toBe('OV_JOINT_NOT_DISCLOSED');
    }
    city.now = new Date('2026-06-20T04:00:00Z');
    const seen = await revise({ notPublic: 'TRADE_SECRET' });
    const met = { department: { id: 'health' }, kind: 'DISCLOSURE', state: 'MET', closedOn: '2026-05-18' };
    expect(seen.deadlines).toContainEqual(expect.objectContaining(met));
    expect(await resultsSeenBy(anyone)).toEqual([]);
    expect((await city.data(subject, RESULTS, { id: visit.id })).visit).not.toBeNull();
    await revise();
    expect(await resultsSeenBy(anyone)).toEqual(['health']);
    expect(await feed()).toMatchObject([
      { version: 1, withdrawnOn: null },
      { version: 2, withdrawnOn: '2026-06-20', withdrawalReason: 'TRADE_SECRET', results: ['NO_PROBLEM'] },
      { version: 3, withdrawnOn: null, disclosedOn: '2026-06-20' },
    ]);
  });

  it('withdraws a penalty that was annulled, for good, and leaves the results', async () => {
    const penalty = { kind: 'PENALTY', decision: DECISION };
    const decided = { visitId: visit.id, decision: DECISION, decidedOn: '2026-05-18', penalty: PENALTY };
    await actOn(city, HEALTH, 'recordPenaltyDecision', decided);
    expect(await refusedTo({ ...penalty, notPublic: 'ANNULLED' })).toBe('OV_JOINT_NOT_DISCLOSED');
    await actOn(city, HEALTH, 'discloseResults', input());
    await actOn(city, HEALTH, 'discloseResults', input(penalty));
    await revise({ ...penalty, notPublic: 'ANNULLED', explanation: '复议撤销：市政复〔2026〕3号' });
    expect(await refusedTo(penalty)).toBe('OV_JOINT_DISCLOSURE_ANNULLED');
    expect(await feed()).toMatchObject([
      { version: 1, withdrawnOn: null },
      { reference: DECISION, version: 1, withdrawnOn: null },
      { reference: DECISION, version: 2, withdrawnOn: '2026-05-18', withdrawalReason: 'ANNULLED', decision: DECISION },
    ]);
    expect(await resultsSeenBy(anyone)).toEqual(['health']);
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
