import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STEP_OUT, stepOutInput } from '../amendments/amendments.fixture.js';
import { anyone, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { HEALTH } from '../jointDraws.fixture.js';
import { shippedRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  memberOf,
  recordAll,
  refusalOf,
  seenVisit,
  tryTo,
} from './jointVisits.fixture.js';

const IN_WINDOW = new Date('2026-05-20T04:00:00Z');
const FIRE_OFFICER = officerOf('fire-rescue');

let city: JointCity;
/** Karamay 三(五): at least two officers, who show certificates and the notice of inspection. */
let karamay: DrawnVisits;
let visit: JointVisit;

beforeAll(async () => {
  city = await JointCity.open();
  karamay = await drawnVisits(city, shippedRules('karamay-2016', ['officers', 'one-visit']));
});
afterAll(() => city.close());
beforeEach(async () => {
  city.now = IN_WINDOW;
  visit = await karamay.take();
});

const crewOf = (department: string): readonly string[] => visit.crew[department] ?? [];
const inputOf = (parts: object = {}) => ({
  visitId: visit.id,
  officers: crewOf('fire-rescue'),
  notice: '检通〔2026〕7号',
  ...parts,
});
const refused = (parts: object, viewer = FIRE_OFFICER) => refusalOf(city, viewer, 'startVisit', inputOf(parts));

describe('startVisit', () => {
  it('records who is at the door, with certificates and notice', async () => {
    const seen = await actOn(city, FIRE_OFFICER, 'startVisit', inputOf());
    expect(seen).toMatchObject({ status: 'IN_PROGRESS', inspectedOn: '2026-05-20' });
    const officers = crewOf('fire-rescue').map((id) => {
      return { inspector: { id }, certificateNumber: `证${id.split(':').at(-1)}` };
    });
    const start = { department: { id: 'fire-rescue' }, startedOn: '2026-05-20', officers };
    expect(seen.starts).toEqual([{ ...start, notice: '检通〔2026〕7号', certificateValidTo: '2026-06-30' }]);
    const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: visit.id } });
    expect(step.action).toBe('visit.start');
  });

  it('by an inspector is of themselves only, so that nobody makes a team of two alone', async () => {
    expect(await refused({}, memberOf(visit, 'fire-rescue'))).toBe('OV_JOINT_CHECK_IN_OWN');
    const [self] = crewOf('fire-rescue');
    expect(await refused({ officers: [self] }, memberOf(visit, 'fire-rescue'))).toBe('OV_JOINT_OFFICERS_FEWEST');
    expect(await city.database.visitCheckIn.count({ where: { visitId: visit.id } })).toBe(0);
  });

  it('refuses a crew of one, and cites the article', async () => {
    const [first = ''] = crewOf('fire-rescue');
    const { errors } = await tryTo(city, FIRE_OFFICER, 'startVisit', inputOf({ officers: [first] }));
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_OFFICERS_FEWEST');
    expect(errors?.[0]?.message).toContain('art. officers');
    expect((await seenVisit(city, lead, visit.id)).status).toBe('PLANNED');
  });

  it.each([
    [
      'the same person twice',
      (crew: readonly string[]) => ({ officers: [crew[0], crew[0]] }),
      'OV_JOINT_OFFICER_TWICE',
    ],
    ['nobody', () => ({ officers: [] }), 'OV_JOINT_NO_OFFICERS'],
    ['whoever has no seat', () => ({ officers: ['fire-rescue:inspector:none'] }), 'OV_JOINT_OFFICER_NOT_OF_TEAM'],
    ['no notice', () => ({ notice: ' ' }), 'OV_JOINT_NOTICE'],
    ['a day before the window', () => ({ on: '2026-04-30' }), 'OV_JOINT_OUTSIDE_WINDOW'],
    ['a day to come', () => ({ on: '2026-05-21' }), 'OV_JOINT_OUTSIDE_WINDOW'],
  ])('refuses %s, and writes nothing', async (_what, parts, code) => {
    expect(await refused(parts(crewOf('fire-rescue')))).toBe(code);
    expect(await city.database.visitStart.count({ where: { visitId: visit.id } })).toBe(0);
  });

  it('refuses people of another team, of no team, and a second start', async () => {
    expect(await refused({ officers: crewOf('health') })).toBe('OV_JOINT_OFFICER_NOT_OF_TEAM');
    expect(await refused({}, inspector('fire-rescue:inspector:none'))).toBe('OV_JOINT_UNKNOWN_VISIT');
    expect(await refused({}, officerOf('water'))).toBe('OV_JOINT_UNKNOWN_VISIT');
    for (const viewer of [lead, anyone]) expect(await refused({}, viewer)).toBe('OV_KIT_FORBIDDEN');
    await actOn(city, FIRE_OFFICER, 'startVisit', inputOf());
    expect(await refused({})).toBe('OV_JOINT_STARTED');
  });

  it('goes before results, department by department, on one day', async () => {
    const record = {
      visitId: visit.id,
      inspectedOn: '2026-05-20',
      items: [{ plannedItemId: visit.items['fire-rescue']?.[0] ?? '', results: ['NO_PROBLEM'] }],
    };
    expect(await refusalOf(city, FIRE_OFFICER, 'recordResults', record)).toBe('OV_JOINT_NOT_STARTED');
    await actOn(city, officerOf('health'), 'startVisit', inputOf({ officers: crewOf('health'), on: '2026-05-19' }));
    expect(await refusalOf(city, FIRE_OFFICER, 'recordResults', record)).toBe('OV_JOINT_OTHER_DAY');
    const { errors } = await tryTo(city, FIRE_OFFICER, 'startVisit', inputOf());
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_OTHER_DAY');
    expect(errors?.[0]?.message).toContain('art. one-visit');
    await actOn(city, FIRE_OFFICER, 'startVisit', inputOf({ on: '2026-05-19' }));
    await recordAll(city, visit, 'fire-rescue', '2026-05-19');
    expect((await recordAll(city, visit, 'health', '2026-05-19')).status).toBe('COMPLETED');
  });

  it('fixes the team: nobody of it changes places any more', async () => {
    await actOn(city, FIRE_OFFICER, 'startVisit', inputOf());
    const [inspectorId = ''] = crewOf('fire-rescue');
    const input = stepOutInput(karamay.drawId, { visitId: visit.id, inspectorId });
    expect(await city.refusal(FIRE_OFFICER, STEP_OUT, { input })).toBe('OV_JOINT_VISIT_RECORDED');
  });
});

it('a plan without the rule asks for no start, and takes one without notice or certificates', async () => {
  const free = await drawnVisits(city, {});
  visit = await free.take();
  const [first = ''] = crewOf('health');
  const seen = await actOn(city, officerOf('health'), 'startVisit', { visitId: visit.id, officers: [first] });
  const officers = [{ inspector: { id: first }, certificateNumber: null }];
  expect(seen.starts).toMatchObject([{ officers, certificateValidTo: null, notice: null }]);
  await recordAll(city, visit, 'fire-rescue', '2026-05-20');
});

it('a plan whose crews are below the rule is not convened', async () => {
  const health = city.double('health').tasks;
  const alone = drawnVisits(city, { officers: { fewest: 3, certificate: 'NOT_ASKED', notice: 'NOT_ASKED' } });
  await expect(alone).rejects.toThrow(`${health.get(HEALTH)?.crew.size}`);
});
