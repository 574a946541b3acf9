import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { shippedRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  memberOf,
  recordAll,
  refusalOf,
  tryTo,
} from '../visits/jointVisits.fixture.js';

const NOTICE = '检通〔2026〕7号';

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
  city.now = new Date('2026-05-20T04:00:00Z');
  visit = await karamay.take();
});

const input = (parts: object = {}) => ({ visitId: visit.id, notice: NOTICE, ...parts });
const fire = (number: number) => memberOf(visit, 'fire-rescue', number);
const comes = (number: number, parts: object = {}) => actOn(city, fire(number), 'checkIn', input(parts));

describe('checkIn', () => {
  it('is by each member for themselves; the part begins once the fewest officers are there', async () => {
    const one = await comes(0);
    expect(one).toMatchObject({ status: 'PLANNED', inspectedOn: null, starts: [] });
    expect(one.checkIns).toMatchObject([{ inspector: { id: visit.crew['fire-rescue']?.[0] }, inPerson: true }]);
    const two = await comes(1, { notice: null });
    expect(two).toMatchObject({ status: 'IN_PROGRESS', inspectedOn: '2026-05-20' });
    const officers = (visit.crew['fire-rescue'] ?? []).map((id) => {
      return { inspector: { id }, certificateNumber: `证${id.split(':').at(-1)}` };
    });
    expect(two.starts).toMatchObject([{ officers, notice: NOTICE, certificateValidTo: '2026-06-30' }]);
  });

  it('of fewer lets no result be recorded, and the refusal says how many are there', async () => {
    await comes(0);
    const items = (visit.items['fire-rescue'] ?? []).map((plannedItemId) => {
      return { plannedItemId, results: ['NO_PROBLEM'] };
    });
    const record = { visitId: visit.id, inspectedOn: '2026-05-20', items };
    const { errors } = await tryTo(city, fire(0), 'recordResults', record);
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_NOT_STARTED');
    expect(errors?.[0]?.message).toMatch(/: 1 of its team have checked in on the day, and it takes 2/);
    await comes(1);
    await recordAll(city, visit, 'fire-rescue', '2026-05-20');
  });

  it('counts together what members and an officer enter, each once, of one day', async () => {
    await comes(0, { on: '2026-05-19' });
    await comes(1);
    expect((await comes(0)).status).toBe('IN_PROGRESS');
    expect(await refusalOf(city, fire(0), 'checkIn', input())).toBe('OV_JOINT_CHECKED_IN');
    const health = visit.crew.health ?? [];
    await actOn(city, memberOf(visit, 'health'), 'checkIn', input());
    const entered = { visitId: visit.id, officers: health, notice: NOTICE };
    const seen = await actOn(city, officerOf('health'), 'startVisit', entered);
    expect(
      seen.checkIns.filter(({ inspector: { id } }) => health.includes(id)).map(({ inPerson }) => inPerson),
    ).toEqual([...health].sort().map((id) => id === health[0]));
    expect(seen.starts).toHaveLength(2);
  });

  it('wants the notice of somebody who is there, when the part begins', async () => {
    expect(await refusalOf(city, fire(0), 'checkIn', input({ notice: '\u0000' }))).toBe('OV_JOINT_TEXT');
    await comes(0, { notice: ' ' });
    expect(await refusalOf(city, fire(1), 'checkIn', input({ notice: null }))).toBe('OV_JOINT_NOTICE');
    expect((await comes(1)).starts).toHaveLength(1);
  });

  it('is for those of the team, and for nobody in their place', async () => {
    const check = (viewer: Parameters<typeof refusalOf>[1]) => refusalOf(city, viewer, 'checkIn', input());
    expect(await check(inspector('fire-rescue:inspector:none'))).toBe('OV_JOINT_UNKNOWN_VISIT');
    expect(await check(officerOf('fire-rescue'))).toBe('OV_JOINT_NO_INSPECTOR');
    for (const viewer of [lead, anyone]) expect(await check(viewer)).toBe('OV_KIT_FORBIDDEN');
    const [self = ''] = visit.crew['fire-rescue'] ?? [];
    const officer = { ...officerOf('fire-rescue'), inspector: self };
    expect((await actOn(city, officer, 'checkIn', input())).checkIns).toMatchObject([{ inPerson: true }]);
  });

  it('has one effect under a key, and each is on the ledger', async () => {
    const request = [city, fire(0), 'checkIn', input(), `in/${visit.id}`] as const;
    expect(await tryTo(...request)).toEqual(await tryTo(...request));
    await comes(1);
    const entries = await city.database.ledgerEntry.findMany({
      where: { target: visit.id },
      orderBy: { seq: 'asc' },
    });
    expect(entries.map(({ action, detail }) => [action, JSON.parse(detail).present])).toEqual([
      ['visit.checkIn', 1],
      ['visit.checkIn', 2],
    ]);
  });
});
