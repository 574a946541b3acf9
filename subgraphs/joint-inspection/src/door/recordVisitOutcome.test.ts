import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STEP_OUT, stepOutInput } from '../amendments/amendments.fixture.js';
import { visitAlerts } from '../budget/visitAlerts.js';
import { JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { shippedRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  type DrawnVisits,
  deadlineOf,
  drawnVisits,
  type JointVisit,
  memberOf,
  recordAll,
  refusalOf,
} from '../visits/jointVisits.fixture.js';

interface LeftOut {
  readonly visit: {
    readonly items: readonly { readonly planned: { readonly id: string }; readonly notCarriedOut: string | null }[];
  };
}

let city: JointCity;
let drawn: DrawnVisits;
let visit: JointVisit;
beforeAll(async () => {
  city = await JointCity.open();
  const two = { officers: { fewest: 2, certificate: 'NOT_ASKED', notice: 'NOT_ASKED' } } as const;
  drawn = await drawnVisits(city, { ...two, ...shippedRules('karamay-2016', ['disclosure']) });
});
afterAll(() => city.close());
beforeEach(async () => {
  city.now = new Date('2026-05-20T04:00:00Z');
  visit = await drawn.take();
});

const evidence = [{ name: '门.jpg', mediaType: 'image/jpeg', size: 1_024, sha256: 'a'.repeat(64) }];
const input = (kind: string, parts: object = {}) => {
  return { visitId: visit.id, kind, account: '大门紧锁，敲门无人应答', evidence, ...parts };
};
const started = (department: string, parts: object = {}) =>
  actOn(city, officerOf(department), 'startVisit', { visitId: visit.id, officers: visit.crew[department], ...parts });
const outcome = (department: string, kind: string, parts: object = {}) =>
  actOn(city, memberOf(visit, department), 'recordVisitOutcome', input(kind, parts));
const refused = (department: string, kind: string, parts: object = {}) =>
  refusalOf(city, officerOf(department), 'recordVisitOutcome', input(kind, parts));

describe('an outcome after which the visit is still to be made', () => {
  it('takes the start back: items, hour and day are as before, and another day will do', async () => {
    await started('health');
    const left = await outcome('health', 'SUBJECT_ABSENT');
    expect(left).toMatchObject({ status: 'PLANNED', inspectedOn: null, starts: [], deadlines: [] });
    expect(left.outcomes).toEqual([
      {
        department: { id: 'health' },
        on: '2026-05-20',
        kind: 'SUBJECT_ABSENT',
        account: '大门紧锁，敲门无人应答',
        evidence: [{ name: '门.jpg' }],
      },
    ]);
    expect(left.checkIns).toHaveLength(2);
    const record = { visitId: visit.id, inspectedOn: '2026-05-20', items: [] };
    const items = (visit.items.health ?? []).map((plannedItemId) => ({ plannedItemId, results: ['NO_PROBLEM'] }));
    expect(await refusalOf(city, officerOf('health'), 'recordResults', { ...record, items })).toBe(
      'OV_JOINT_OUTCOME_DAY',
    );
    city.now = new Date('2026-05-21T04:00:00Z');
    await started('health');
    expect((await recordAll(city, visit, 'health', '2026-05-21')).inspectedOn).toBe('2026-05-21');
  });

  it('leaves the day to a department that was there, whose results make the visit; the items of the other are not carried out', async () => {
    await started('fire-rescue');
    const left = await outcome('health', 'CREW_ABSENT', { account: '车辆故障' });
    expect(left).toMatchObject({
      status: 'IN_PROGRESS',
      inspectedOn: '2026-05-20',
      outcomes: [{ kind: 'CREW_ABSENT' }],
    });
    expect(left.starts).toHaveLength(1);
    expect((await recordAll(city, visit, 'fire-rescue', '2026-05-20')).status).toBe('COMPLETED');
    const query = 'query ($id: ID!) { visit(id: $id) { items { planned { id } notCarriedOut } } }';
    const { visit: shown } = await city.data<LeftOut>(officerOf('health'), query, { id: visit.id });
    const leftOut = shown.items.filter(({ notCarriedOut }) => notCarriedOut === 'CREW_ABSENT');
    expect(leftOut.map(({ planned }) => planned.id).sort()).toEqual([...(visit.items.health ?? [])].sort());
    // A correction leaves it as it is.
    const [plannedItemId] = visit.items['fire-rescue'] ?? [];
    const corrected = { plannedItemId, results: ['CORRECTION_ORDERED'], findings: '通道堵塞' };
    const correction = { visitId: visit.id, items: [corrected], reason: 'NEW_FACTS', explanation: '复核' };
    expect((await actOn(city, officerOf('fire-rescue'), 'correctResult', correction)).status).toBe('COMPLETED');
  });

  it('comes to the same where the others have recorded before', async () => {
    await started('fire-rescue');
    await started('health');
    await recordAll(city, visit, 'fire-rescue', '2026-05-20');
    const seen = await outcome('health', 'SUBJECT_ABSENT');
    expect(seen).toMatchObject({ status: 'COMPLETED', inspectedOn: '2026-05-20' });
    const step = await city.database.ledgerEntry.findFirstOrThrow({
      where: { target: visit.id, action: 'visit.outcome' },
    });
    expect(JSON.parse(step.detail)).toMatchObject({ status: 'COMPLETED', notCarriedOut: ['health'] });
    const items = (visit.items.health ?? []).map((plannedItemId) => ({ plannedItemId, results: ['NO_PROBLEM'] }));
    for (const [inspectedOn, code] of [
      ['2026-05-20', 'OV_JOINT_OUTCOME_DAY'],
      ['2026-05-19', 'OV_JOINT_OTHER_DAY'],
    ]) {
      const record = { visitId: visit.id, inspectedOn, items };
      expect(await refusalOf(city, officerOf('health'), 'recordResults', record)).toBe(code);
    }
  });

  it('lets the team be changed again, and is no visit that alerts count', async () => {
    await started('health');
    const [inspectorId = ''] = visit.crew.health ?? [];
    const step = { input: stepOutInput(drawn.drawId, { visitId: visit.id, inspectorId }) };
    expect(await city.refusal(officerOf('health'), STEP_OUT, step)).toBe('OV_JOINT_VISIT_RECORDED');
    await outcome('health', 'SUBJECT_ABSENT');
    const rule = { visits: [{ most: 1, per: 'DAY' as const }], fruitless: { inARow: 1 }, cite: [] };
    const { nodes } = await visitAlerts(city.database, rule, { year: 2026, department: 'health' }, {});
    expect(nodes.filter(({ subjectId }) => subjectId === visit.subjectId)).toEqual([]);
    expect(await city.refusal(officerOf('health'), STEP_OUT, step)).toBeNull();
  });

  it('is refused of a team that is there, and of one that is not there', async () => {
    expect(await refused('health', 'SUBJECT_ABSENT')).toBe('OV_JOINT_NOT_STARTED');
    await actOn(city, memberOf(visit, 'health'), 'checkIn', { visitId: visit.id });
    // One of two is not enough of a team.
    await started('fire-rescue');
    expect(await refused('fire-rescue', 'CREW_ABSENT')).toBe('OV_JOINT_OUTCOME_CREW');
    expect(await refused('health', 'CREW_ABSENT')).toBeNull();
    expect(await refused('health', 'CREW_ABSENT')).toBe('OV_JOINT_OUTCOME_DAY');
  });
});

describe('an outcome after which there is nobody to inspect', () => {
  it.each([
    ['CLOSED', 'NO_SUCH_BUSINESS'],
    ['MOVED', 'UNREACHABLE'],
    ['NOT_FOUND', 'UNREACHABLE'],
  ])('%s gives its items the result %s, which is due for disclosure as any other', async (kind, result) => {
    await started('health');
    await started('fire-rescue');
    await outcome('health', kind);
    const seen = await outcome('fire-rescue', kind);
    expect(seen.status).toBe('COMPLETED');
    expect(deadlineOf(seen, 'DISCLOSURE')).toMatchObject({ state: 'RUNNING' });
    const rows = await city.database.result.findMany({ where: { visitId: visit.id } });
    expect(rows.map((row) => [row.results, row.method])).toEqual(rows.map(() => [[result], 'ON_SITE']));
    expect(rows).toHaveLength(Object.values(visit.items).flat().length);
    const entry = await city.database.ledgerEntry.findFirstOrThrow({
      where: { target: visit.id },
      orderBy: { seq: 'desc' },
    });
    expect([entry.action, JSON.parse(entry.detail).outcome.kind]).toEqual(['visit.results', kind]);
  });

  it('neither makes nor breaks a row of visits that found nothing', async () => {
    const rule = { visits: [], fruitless: { inARow: 2 }, cite: [] };
    const rows = async () =>
      (await visitAlerts(city.database, rule, { year: 2026, department: 'health' }, { first: 50 })).nodes.map(
        ({ inspectorId, visits }) => [inspectorId, visits],
      );
    const before = await rows();
    await started('health');
    await started('fire-rescue');
    await outcome('fire-rescue', 'NOT_FOUND');
    await outcome('health', 'NOT_FOUND');
    expect(await rows()).toEqual(before);
  });
});

it.each([
  ['no account', { account: ' ' }, 'OV_JOINT_OUTCOME_ACCOUNT'],
  ['U+0000', { account: '大门\u0000紧锁' }, 'OV_JOINT_TEXT'],
  ['a day before the window', { on: '2026-04-30' }, 'OV_JOINT_OUTSIDE_WINDOW'],
  ['a day to come', { on: '2026-05-21' }, 'OV_JOINT_OUTSIDE_WINDOW'],
  ['a file twice', { evidence: [...evidence, ...evidence] }, 'OV_JOINT_FILE'],
  ['a file without a type', { evidence: [{ ...evidence[0], mediaType: 'jpeg' }] }, 'OV_JOINT_FILE'],
])('refuses %s, and writes nothing', async (_what, parts, code) => {
  expect(await refused('health', 'CREW_ABSENT', parts)).toBe(code);
  expect(await city.database.visitOutcome.count({ where: { visitId: visit.id } })).toBe(0);
});

it('refuses an outcome of what was inspected, and of whoever has no part', async () => {
  await started('health');
  await recordAll(city, visit, 'health', '2026-05-20');
  expect(await refused('health', 'SUBJECT_ABSENT')).toBe('OV_JOINT_OUTCOME_RESULTS');
  expect(await refused('water', 'SUBJECT_ABSENT')).toBe('OV_JOINT_UNKNOWN_VISIT');
  expect(await refusalOf(city, lead, 'recordVisitOutcome', input('MOVED'))).toBe('OV_KIT_FORBIDDEN');
});
