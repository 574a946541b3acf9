import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { VOID } from '../jointDraws.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnInForce,
  drawnVisits,
  type JointVisit,
  memberOf,
} from '../visits/jointVisits.fixture.js';
import { recognisedSubjects } from './recognisedSubjects.js';

const RECORD = `mutation ($input: RecordResultsInput!) { visit: recordResults(input: $input) {
  id status events { kind reference } subjectResult { results items checked recognised complete }
  items { planned { id } result { results recognised findings
    citation { id department { id } validTo visit { id } planned { id } citedIn { id } } } } } }`;
const RECOGNISE = 'mutation ($input: RecogniseResultInput!) { recognised: recogniseResult(input: $input) { id } }';
const CITED = `query ($id: ID!) { visit(id: $id) { recognisedBy { id department { id } item { id } citedIn { id } } } }`;
const PUBLIC = 'query ($id: ID!) { visit(id: $id) { items { result { results recognised } } } }';
const INTERNAL = 'query ($id: ID!) { visit(id: $id) { items { result { citation { id } } } } }';

const HEALTH = officerOf('health');
const FIRE = officerOf('fire-rescue');
const DAYS = 30;

let city: JointCity;
let earlier: DrawnVisits;
let later: DrawnVisits;
beforeAll(async () => {
  city = await JointCity.open();
  const rules = { 'mutual-recognition': { validDays: DAYS, citable: 'NO_PROBLEM' } } as const;
  earlier = await drawnVisits(city, rules, { convene: { disclosure: 'AT_DRAW' } });
  later = await drawnInForce(city, { convene: { disclosure: 'AT_DRAW' } });
});
afterAll(() => city.close());

/** A visit to a subject, and a later one to the same. */
async function twoVisits(): Promise<readonly [JointVisit, JointVisit]> {
  let [one, other] = [await earlier.take(), await later.take()];
  while (one.subjectId !== other.subjectId) {
    if (one.subjectId < other.subjectId) one = await earlier.take();
    else other = await later.take();
  }
  return [one, other];
}

const itemOf = (visit: JointVisit, department: string): string => visit.items[department]?.[0] ?? '';

const recording = (visit: JointVisit, items: readonly object[], inspectedOn: string) => ({
  input: { visitId: visit.id, items, inspectedOn },
});

/** The check of another department: all its items come to the same. */
const check = (visit: JointVisit, results: readonly string[], day: string) => {
  const items = (visit.items['fire-rescue'] ?? []).map((plannedItemId) => ({ plannedItemId, results, findings: '查' }));
  return city.data(FIRE, RECORD, recording(visit, items, day));
};

const citing = (visit: JointVisit, cited: JointVisit, day: string, parts: object = {}) => {
  const recognised = { visitId: cited.id, plannedItemId: itemOf(cited, 'fire-rescue') };
  return recording(visit, [{ plannedItemId: itemOf(visit, 'health'), recognised, ...parts }], day);
};

it('stands in place of a check to the last day of its validity, seen on both sides', async () => {
  const [cited, visit] = await twoVisits();
  city.now = new Date('2026-06-25T04:00:00Z');
  expect(await city.refusal(HEALTH, RECORD, citing(visit, cited, '2026-06-09'))).toBe('OV_JOINT_NOT_CITABLE');
  await check(cited, ['NO_PROBLEM'], '2026-05-10');
  expect(await city.refusal(HEALTH, RECORD, citing(visit, cited, '2026-06-10'))).toBe('OV_JOINT_RECOGNITION_OVER');
  expect(await city.refusal(HEALTH, RECORD, citing(visit, cited, '2026-05-09'))).toBe('OV_JOINT_RECOGNITION_EARLY');
  expect(await city.database.recognition.count()).toBe(0);

  const recorded = await city.data(memberOf(visit, 'health'), RECORD, citing(visit, cited, '2026-06-09'));
  const item = recorded.visit.items.find(({ planned }) => planned.id === itemOf(visit, 'health'));
  expect(item?.result).toMatchObject({
    results: [],
    recognised: true,
    citation: {
      department: { id: 'health' },
      validTo: '2026-06-09',
      visit: { id: cited.id },
      planned: { id: itemOf(cited, 'fire-rescue') },
      citedIn: [{ id: visit.id }],
    },
  });
  const done = { kind: 'ITEM_DONE', reference: itemOf(visit, 'health') };
  expect(recorded.visit.events).toContainEqual(expect.objectContaining(done));
  expect(recorded.visit.subjectResult).toMatchObject({ results: [], checked: 0, recognised: 1, complete: false });
  const { visit: seen } = await city.data(FIRE, CITED, { id: cited.id });
  const told = { department: { id: 'health' }, item: { id: 'health:item:I1' }, citedIn: [{ id: visit.id }] };
  expect(seen.recognisedBy).toMatchObject([told]);

  await actOn(city, memberOf(visit, 'health'), 'checkIn', { visitId: visit.id, on: '2026-06-09' });
  const { signatures } = await actOn(city, memberOf(visit, 'health'), 'signVisit', { visitId: visit.id });
  // As anybody can write it down who sees the two visits.
  const citation = `{"inspectedOn":"2026-05-10","plannedItemId":"${itemOf(cited, 'fire-rescue')}","validTo":"2026-06-09","visit":"${cited.id}"}`;
  const signed = `{"entered":[],"evidence":[],"findings":null,"method":"OTHER_CONCLUSION","plannedItemId":"${itemOf(visit, 'health')}","recognised":${citation},"results":[]}`;
  const record = `{"department":"health","inspectedOn":"2026-06-09","items":[${signed}],"version":2,"visit":"${visit.id}"}`;
  expect(signatures).toMatchObject([
    { recordHash: createHash('sha256').update(record).digest('hex'), recordVersion: 2 },
  ]);

  const complete = await check(visit, ['CORRECTION_ORDERED'], '2026-06-09');
  expect(complete.visit).toMatchObject({
    status: 'COMPLETED',
    subjectResult: { results: ['CORRECTION_ORDERED'], items: 3, checked: 2, recognised: 1, complete: true },
  });
  expect(JSON.stringify(await city.data(anyone, PUBLIC, { id: visit.id }))).toContain('"recognised":true');
  expect(await city.refusal(anyone, INTERNAL, { id: visit.id })).toBe('OV_KIT_FORBIDDEN');
  const step = await city.database.ledgerEntry.findFirstOrThrow({
    where: { target: visit.id },
    orderBy: { seq: 'asc' },
  });
  const { items } = JSON.parse(step.detail) as { items: readonly object[] };
  const kept = { visitId: cited.id, inspectedOn: '2026-05-10', validTo: '2026-06-09' };
  expect(items).toMatchObject([{ plannedItemId: itemOf(visit, 'health'), results: [], recognised: kept }]);
});

it('refuses a conclusion that the rules do not let be cited, one that was itself cited, and results beside it', async () => {
  const [cited, visit] = await twoVisits();
  city.now = new Date('2026-06-25T04:00:00Z');
  await check(cited, ['CORRECTION_ORDERED'], '2026-06-01');
  const attempt = (parts: object = {}, viewer = HEALTH) =>
    city.refusal(viewer, RECORD, citing(visit, cited, '2026-06-02', parts));
  expect(await attempt()).toBe('OV_JOINT_RECOGNITION_CONCLUSION');
  expect(await attempt({ results: ['NO_PROBLEM'] })).toBe('OV_JOINT_RESULT_RECOGNISED');
  expect(await attempt({ determinedOn: '2026-06-02' })).toBe('OV_JOINT_RESULT_RECOGNISED');
  expect(await attempt({}, FIRE)).toBe('OV_JOINT_ITEM_NOT_YOURS');
  expect(await city.database.result.count({ where: { visitId: visit.id } })).toBe(0);

  const [first, second] = await twoVisits();
  await check(first, ['NO_PROBLEM'], '2026-06-01');
  await city.data(HEALTH, RECORD, citing(first, first, '2026-06-01'));
  const again = { visitId: first.id, plannedItemId: itemOf(first, 'health') };
  const onward = recording(second, [{ plannedItemId: itemOf(second, 'fire-rescue'), recognised: again }], '2026-06-02');
  expect(await city.refusal(FIRE, RECORD, onward)).toBe('OV_JOINT_NOT_CITABLE');
});

it('takes no result of a visit whose draw is void, at the freeze neither', async () => {
  const [cited, visit] = await twoVisits();
  city.now = new Date('2026-06-25T04:00:00Z');
  await check(cited, ['NO_PROBLEM'], '2026-06-01');
  const recognise = { subjectId: cited.subjectId, itemId: 'health:item:I1', citedVisitId: cited.id };
  const input = { ...recognise, citedPlannedItemId: itemOf(cited, 'fire-rescue') };
  await city.data(HEALTH, RECOGNISE, { input });
  const leg = { department: 'health', items: ['health:item:I1'], lastDay: '2026-06-30' };
  const before = (await recognisedSubjects(city.database, leg)).count;
  await city.data(lead, VOID, { id: earlier.drawId, why: '有误' });
  expect([before > 0, (await recognisedSubjects(city.database, leg)).count]).toEqual([true, 0]);
  expect(await city.refusal(HEALTH, RECORD, citing(visit, cited, '2026-06-02'))).toBe('OV_JOINT_NOT_CITABLE');
});
