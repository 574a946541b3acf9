import { parseAuditorsRecord, type RosterEntry } from '@onevisit/draw';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  drawn,
  entryOf,
  executed,
  FIRE,
  fillPools,
  frozen,
  HEALTH,
  inspectorOf,
  OPEN,
  opened,
  published,
  REVEAL,
  subjectOf,
  taskOf,
  VOID,
} from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());

const percent = (text: string) => [{ stratum: '*', count: null, percent: text, min: null, max: null }];
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const pool = (id: string, from: number, to: number) =>
  city.double(id.split(':')[0] ?? '').entries.set(
    id,
    range(from, to).map((number) => entryOf(number)),
  );

beforeEach(async () => {
  city.now = new Date('2026-04-20T04:00:00Z');
  await adoptRules(city, { 'item-classes': { generalRatioLimit: 'OPTIONAL', keyBatchOrder: 'BY_LOT' } });
  fillPools(city);
  for (const [code, id] of [['fire-rescue', FIRE] as const, ['health', HEALTH] as const]) {
    const items = taskOf(id).items.map((item) => ({ ...item, itemClass: 'KEY' as const, ratioLimit: null }));
    city.double(code).tasks.set(id, taskOf(id, { items, quota: percent('30') }));
    city.double(code).inspectors = range(1, 6).map((number) => inspectorOf(String(number)));
    pool(id, 0, 20);
  }
});

/** Opens the draw that goes on from another, and draws it. @returns its id */
async function following(planId: string, follows: string): Promise<string> {
  const id = await opened(city, planId, { follows });
  const draw = await frozen(city, id);
  if (draw.phase !== 'FROZEN') throw new Error(draw.progress.error);
  await city.data(lead, REVEAL, { id });
  expect((await executed(city, id)).phase).toBe('DRAWN');
  return id;
}

const visitsOf = async (drawIds: readonly string[]) =>
  await city.database.visit.findMany({ where: { drawId: { in: [...drawIds] } }, orderBy: { position: 'asc' } });

const refusalOf = (planId: string, parts: object) =>
  city.refusal(lead, OPEN, { input: { planId, revealWithinSeconds: 60, ...parts } });

it('those who enter a pool after the draw join later batches by a draw that follows, by the ratio of the year', async () => {
  const { planId, drawId } = await drawn(city, { batches: 4 });
  expect(await refusalOf(planId, {})).toBe('OV_JOINT_DRAW_EXISTS');
  expect(await refusalOf(planId, { follows: 'joint-inspection:draw:other' })).toBe('OV_JOINT_FOLLOWS');
  // The second batch of four has begun; three subjects are new to fire-rescue and thirteen to health.
  city.now = new Date('2026-05-20T04:00:00Z');
  pool(FIRE, 0, 23);
  pool(HEALTH, 0, 33);
  const next = await following(planId, drawId);

  const first = await visitsOf([drawId]);
  const later = await visitsOf([next]);
  const known = new Set(range(0, 20).map(subjectOf));
  expect(later.every(({ subjectId }) => !known.has(subjectId))).toBe(true);
  const selected = (id: string) => [...first, ...later].filter(({ legIds }) => legIds.includes(id)).length;
  // 30 % of 23, and of 33, in all.
  expect([selected(FIRE), selected(HEALTH)]).toEqual([7, 10]);
  expect(first.filter(({ legIds }) => legIds.includes(FIRE))).toHaveLength(6);
  expect(new Set(first.map(({ batch }) => batch))).toEqual(new Set([1, 2, 3, 4]));
  expect(new Set(later.map(({ batch }) => batch))).toEqual(new Set([3, 4]));
  expect(later.every(({ windowFirst }) => windowFirst === '2026-05-31')).toBe(true);

  const query = `query ($id: ID!) { draw(id: $id) { batchFirst batchLast follows { id } standings { legId standing rule count }
    feasibility { conflicts { legId } shortages { legId } } plan { batchWindows { number window { first last } } } } }`;
  const seen: object = (await city.data(lead, query, { id: next })).draw;
  expect(seen).toMatchObject({
    batchFirst: 3,
    batchLast: 4,
    follows: { id: drawId },
    standings: [
      { legId: FIRE, standing: 'IN_EARLIER_DRAW', rule: null, count: 20 },
      { legId: HEALTH, standing: 'IN_EARLIER_DRAW', rule: null, count: 20 },
    ],
    feasibility: { conflicts: [], shortages: [] },
    plan: { batchWindows: { 2: { number: 3, window: { first: '2026-05-31', last: '2026-06-14' } } } },
  });

  // Whoever has both records sees that it is so: who was eligible is who did not stand there before.
  const [one, two] = await Promise.all(
    [drawId, next].map(async (id) => parseAuditorsRecord(JSON.parse(await wholeRecord(city, auditor, id, 'AUDITORS')))),
  );
  const keys = (roster: readonly RosterEntry[]) => roster.map(({ leg, subject }) => `${leg} ${subject}`);
  const eligible = (two?.roster ?? []).filter(({ standing }) => standing === 'ELIGIBLE');
  const before = new Set(keys(one?.roster ?? []));
  expect(keys(eligible).filter((key) => before.has(key))).toEqual([]);
  expect(
    keys(two?.roster ?? [])
      .filter((key) => !before.has(key))
      .sort(),
  ).toEqual(keys(eligible).sort());
  const count: Readonly<Record<string, number>> = { [HEALTH]: 4, [FIRE]: 1 };
  for (const leg of two?.terms.legs ?? []) expect(leg.quota.strata).toEqual({ ALL: { count: count[leg.id] } });

  expect(await city.refusal(lead, VOID, { id: drawId, why: '名录有误' })).toBe('OV_JOINT_DRAW_FOLLOWED');
  city.now = new Date('2026-06-30T16:30:00Z');
  expect(await refusalOf(planId, { follows: next })).toBe('OV_JOINT_BATCHES_OVER');
});

it('a plan with a draw for each batch draws everybody once, and in all the quota of the year', async () => {
  for (const id of [FIRE, HEALTH]) {
    const double = city.double(id.split(':')[0] ?? '');
    double.tasks.set(id, taskOf(id, { quota: percent('50') }));
  }
  const windows = [
    { first: '2026-05-01', last: '2026-05-10' },
    { first: '2026-06-01', last: '2026-06-10' },
    { first: '2026-06-21', last: '2026-06-30' },
  ];
  const planId = await published(city, { batches: 3, batchDraws: 'A_DRAW_EACH', batchWindows: windows });
  const ids: string[] = [];
  for (const [index, day] of ['2026-04-20', '2026-05-20', '2026-06-15'].entries()) {
    city.now = new Date(`${day}T04:00:00Z`);
    const follows = ids.at(-1);
    if (follows !== undefined) {
      ids.push(await following(planId, follows));
    } else {
      const id = await opened(city, planId);
      await frozen(city, id);
      await city.data(lead, REVEAL, { id });
      await executed(city, id);
      ids.push(id);
    }
    const visits = await visitsOf(ids.slice(-1));
    expect(new Set(visits.map(({ batch }) => batch))).toEqual(new Set([index + 1]));
    expect(
      visits.every(
        ({ windowFirst, windowLast }) => windowFirst === windows[index]?.first && windowLast === windows[index]?.last,
      ),
    ).toBe(true);
    const all = await visitsOf(ids);
    expect(new Set(all.map(({ subjectId }) => subjectId)).size).toBe(all.length);
    for (const leg of [FIRE, HEALTH]) {
      const selected = all.filter(({ legIds }) => legIds.includes(leg)).length;
      expect(selected).toBe(Math.ceil((10 * (index + 1)) / 3));
    }
  }
  expect(await refusalOf(planId, { follows: ids[2] })).toBe('OV_JOINT_BATCHES_OVER');
});

it('a void draw that followed is replaced by one that follows the same', async () => {
  const { planId, drawId } = await drawn(city);
  pool(FIRE, 0, 30);
  const wrong = await opened(city, planId, { follows: drawId });
  await city.data(lead, VOID, { id: wrong, why: '名录有误' });
  expect(await refusalOf(planId, { follows: drawId })).toBe('OV_JOINT_REPLACES');
  const right = await opened(city, planId, { replaces: wrong });
  const { draw } = await city.data<{ draw: { follows: { id: string }; batchFirst: number | null } }>(
    lead,
    'query ($id: ID!) { draw(id: $id) { follows { id } batchFirst } }',
    { id: right },
  );
  expect(draw).toEqual({ follows: { id: drawId }, batchFirst: null });
});

it('a visit is not made before its batch begins, and may be made after it is over', async () => {
  const { drawId } = await drawn(city, { batches: 2 });
  const visits = await visitsOf([drawId]);
  const [one, two] = [1, 2].map((number) =>
    visits.find(({ batch, legIds }) => batch === number && legIds.includes(HEALTH)),
  );
  const schedule =
    'mutation ($input: ScheduleVisitInput!) { visit: scheduleVisit(input: $input) { batchWindow { first last } } }';
  const at = (visitId: string | undefined) => ({ input: { visitId, at: '2026-05-28T10:00:00+08:00' } });
  const officer = officerOf('health');
  const { visit } = await city.data(officer, schedule, at(one?.id));
  expect(visit).toEqual({ batchWindow: { first: '2026-05-01', last: '2026-05-30' } });
  expect(await city.refusal(officer, schedule, at(two?.id))).toBe('OV_JOINT_SCHEDULE_WINDOW');
  city.now = new Date('2026-06-20T04:00:00Z');
  const late = { input: { visitId: one?.id, at: '2026-06-25T10:00:00+08:00' } };
  expect(await city.refusal(officer, schedule, late)).toBeNull();
});
