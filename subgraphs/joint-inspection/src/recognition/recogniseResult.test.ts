import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyone, auditor, JointCity, officerOf } from '../jointCity.fixture.js';
import { drawn, fillPools } from '../jointDraws.fixture.js';
import { adoptRules, shippedRules } from '../rules/adoptedRules.fixture.js';
import { actOn, drawnVisits } from '../visits/jointVisits.fixture.js';
import { recognisedSubjects } from './recognisedSubjects.js';

const RECOGNISE = `mutation ($input: RecogniseResultInput!) { recognised: recogniseResult(input: $input) {
  id department { id } subjectId item { id } visit { id } planned { id } validTo by } }`;
const REVOKE = `mutation ($input: RevokeRecognitionInput!) { revoked: revokeRecognition(input: $input) { id validTo endedOn } }`;
const CITED = 'query ($id: ID!) { visit(id: $id) { recognisedBy { id department { id } validTo } } }';
const LIST = '{ page: recognitions { nodes { id } totalCount } }';
const RECORD = `mutation ($input: RecordResultsInput!) { visit: recordResults(input: $input) { id } }`;

type Revoked = { readonly revoked: { readonly id: string; readonly validTo: string; readonly endedOn: string } };

const HEALTH = officerOf('health');
const WATER = officerOf('water');

let city: JointCity;
let cited: { subjectId: string; citedVisitId: string; citedPlannedItemId: string };
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 8);
  const { drawId, planId } = await drawn(city, { disclosure: 'AT_DRAW' });
  const visit = await city.database.visit.findFirstOrThrow({ where: { drawId, departments: { has: 'fire-rescue' } } });
  const item = await city.database.plannedItem.findFirstOrThrow({
    where: { planId, leg: { department: 'fire-rescue' } },
  });
  cited = { subjectId: visit.subjectId, citedVisitId: visit.id, citedPlannedItemId: item.id };
});
afterAll(() => city.close());

const input = (parts: object = {}) => ({ input: { ...cited, itemId: 'water:item:W1', ...parts } });
const code = (parts: object = {}, viewer = WATER) => city.refusal(viewer, RECOGNISE, input(parts));

it('cites a result of another department, seen on both sides, while the rules let it hold', async () => {
  expect(await code()).toBe('OV_JOINT_NO_RECOGNITION');
  const unknown = { atLeast: 1, atMost: 365, reason: { zh: '未定', en: 'left open' } };
  await adoptRules(city, { 'mutual-recognition': { validDays: { unknown } } });
  expect(await code()).toBe('OV_RULES_VALUE_UNSET');
  await adoptRules(city, { 'mutual-recognition': { validDays: 30 } });
  expect(await code()).toBe('OV_JOINT_NOT_CITABLE');
  const items = [{ plannedItemId: cited.citedPlannedItemId, results: ['NO_PROBLEM'] }];
  const results = { visitId: cited.citedVisitId, items, inspectedOn: '2026-05-01' };
  await city.data(officerOf('fire-rescue'), RECORD, { input: results });

  // Whoever asks four times at once has asked once.
  const [{ recognised } = { recognised: { id: '' } }, ...others] = await Promise.all(
    Array.from({ length: 4 }, () => city.data(WATER, RECOGNISE, input())),
  );
  for (const other of others) expect(other.recognised).toEqual(recognised);
  expect(recognised).toMatchObject({
    department: { id: 'water' },
    subjectId: cited.subjectId,
    item: { id: 'water:item:W1' },
    visit: { id: cited.citedVisitId },
    planned: { id: cited.citedPlannedItemId },
    validTo: '2026-05-31',
    by: 'officer:water:wang',
  });
  expect((await city.data(WATER, RECOGNISE, input())).recognised).toEqual(recognised);
  expect(await city.database.ledgerEntry.count({ where: { target: recognised.id } })).toBe(1);
  const { visit } = await city.data(officerOf('fire-rescue'), CITED, { id: cited.citedVisitId });
  expect(visit.recognisedBy).toEqual([{ id: recognised.id, department: { id: 'water' }, validTo: '2026-05-31' }]);
  expect(await city.refusal(anyone, CITED, { id: cited.citedVisitId })).toBe('OV_KIT_FORBIDDEN');
  for (const [viewer, count] of [
    [WATER, 1],
    [officerOf('fire-rescue'), 1],
    [HEALTH, 0],
    [auditor, 1],
  ] as const) {
    expect((await city.data(viewer, LIST)).page.totalCount).toBe(count);
  }
});

it('is taken back with a reason, spares nobody from then on, and can be given anew', async () => {
  const { recognised } = await city.data(WATER, RECOGNISE, input());
  const revoking = (reason: string) => ({ input: { recognitionId: recognised.id, reason } });
  const leg = { department: 'water', items: ['water:item:W1'], lastDay: '2026-05-31' };
  const spared = async () => (await recognisedSubjects(city.database, leg)).count;
  const today = '2026-05-20';
  city.now = new Date(`${today}T04:00:00Z`);
  expect(await spared()).toBe(1);
  expect(await city.refusal(HEALTH, REVOKE, revoking('不符'))).toBe('OV_JOINT_UNKNOWN_RECOGNITION');
  expect(await city.refusal(WATER, REVOKE, revoking(' '))).toBe('OV_JOINT_WORDS');
  const { revoked } = await city.data<Revoked>(WATER, REVOKE, revoking('对方检查方法与本部门要求不符'));
  expect([revoked, await spared()]).toEqual([{ id: recognised.id, validTo: '2026-05-31', endedOn: today }, 0]);
  expect(await city.refusal(WATER, REVOKE, revoking('再次'))).toBe('OV_JOINT_RECOGNITION_ENDED');
  await city.data(WATER, RECOGNISE, input());
  expect(await spared()).toBe(1);
  const steps = await city.database.ledgerEntry.findMany({
    where: { target: recognised.id },
    orderBy: { seq: 'asc' },
  });
  const actions = ['result.recognise', 'result.revokeRecognition', 'result.recognise'];
  expect(steps.map(({ action }) => action)).toEqual(actions);
});

it("refuses what is the department's own, of another subject, not its item, or over", async () => {
  expect(await code({ itemId: 'fire-rescue:item:I1' }, officerOf('fire-rescue'))).toBe('OV_JOINT_NOT_CITABLE');
  expect(await code({ subjectId: 'water:1' })).toBe('OV_JOINT_NOT_CITABLE');
  expect(await code({ itemId: 'health:item:I1' })).toBe('OV_JOINT_OWN_ITEMS');
  city.now = new Date('2026-06-01T04:00:00Z');
  expect(await code({ itemId: 'water:item:W2' })).toBe('OV_JOINT_RECOGNITION_OVER');
});

it('refuses a result that one may not read yet, and does not tell whether there is one, nor what it is', async () => {
  city.now = new Date('2026-05-20T04:00:00Z');
  const rules = { 'mutual-recognition': { validDays: 30, citable: 'NO_PROBLEM' } } as const;
  const disclosed = shippedRules('karamay-2016', ['disclosure']);
  const drawn = await drawnVisits(city, { ...rules, ...disclosed }, { convene: { disclosure: 'AT_DRAW' } });
  const visit = await drawn.take();
  const [plannedItemId = ''] = visit.items['fire-rescue'] ?? [];
  cited = { subjectId: visit.subjectId, citedVisitId: visit.id, citedPlannedItemId: plannedItemId };
  expect(await code()).toBe('OV_JOINT_CITED_UNDISCLOSED');
  const items = (visit.items['fire-rescue'] ?? []).map((id, index) => {
    return { plannedItemId: id, results: [index === 0 ? 'NO_PROBLEM' : 'CORRECTION_ORDERED'], findings: '查' };
  });
  const fire = officerOf('fire-rescue');
  await actOn(city, fire, 'recordResults', { visitId: visit.id, inspectedOn: '2026-05-20', items });
  for (const { plannedItemId: citedPlannedItemId } of items) {
    expect(await code({ citedPlannedItemId })).toBe('OV_JOINT_CITED_UNDISCLOSED');
  }
  // Whoever takes part in the visit reads it at once.
  expect(await code({ itemId: 'health:item:I1' }, HEALTH)).toBeNull();
  await actOn(city, fire, 'discloseResults', { visitId: visit.id, kind: 'RESULTS' });
  expect(await code({ citedPlannedItemId: items[1]?.plannedItemId })).toBe('OV_JOINT_RECOGNITION_CONCLUSION');
  expect(await code()).toBeNull();
});
