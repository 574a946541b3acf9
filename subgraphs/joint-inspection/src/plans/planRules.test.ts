import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  CONVENE,
  convened,
  conveneInput,
  drawn,
  entryOf,
  FIRE,
  FREEZE,
  fillPools,
  frozen,
  HEALTH,
  opened,
  published,
  taskOf,
} from '../jointDraws.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';

const itemClasses = { generalRatioLimit: 'REQUIRED', keyBatchOrder: 'BY_LOT' } as const;
const percent = (value: string) => [{ stratum: '*', count: null, percent: value, min: null, max: null }];
const keyItems = (id: string) =>
  taskOf(id).items.map((item) => ({ ...item, itemClass: 'KEY' as const, ratioLimit: null }));

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(async () => {
  fillPools(city);
  await adoptRules(city, {});
  for (const double of Object.values(city.departments)) double.fault = () => undefined;
});

it('a plan that a rule forbids is not convened, and nothing of it is kept', async () => {
  await adoptRules(city, { officers: { fewest: 3, certificate: 'SHOWN', notice: 'SHOWN' } });
  const before = await city.database.jointPlan.count();
  const { errors } = await city.ask(lead, CONVENE, { input: conveneInput() });
  expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_RULE_OFFICERS');
  expect(await city.database.jointPlan.count()).toBe(before);
});

it('key items at 100 % are visited in batches whose order the draw decides', async () => {
  await adoptRules(city, { 'item-classes': itemClasses });
  for (const id of [FIRE, HEALTH]) {
    const double = city.double(id.split(':')[0] ?? '');
    double.tasks.set(id, taskOf(id, { quota: percent('100'), items: keyItems(id) }));
    double.entries.set(
      id,
      Array.from({ length: 10 }, (_, number) => entryOf(number)),
    );
  }
  expect(await city.refusal(lead, CONVENE, { input: conveneInput({ batches: 0 }) })).toBe('OV_JOINT_BATCHES');
  const { drawId } = await drawn(city, { batches: 4 });
  const query = 'query ($id: ID!) { draw(id: $id) { plan { batches } visits { nodes { key batch } } } }';
  interface Batches {
    readonly plan: { readonly batches: number };
    readonly visits: { readonly nodes: readonly { readonly key: string; readonly batch: number }[] };
  }
  const { draw } = await city.data<{ draw: Batches }>(lead, query, { id: drawId });
  const rows = await city.database.visit.findMany({ where: { drawId }, orderBy: { position: 'asc' } });
  const batchOf = new Map(draw.visits.nodes.map(({ key, batch }) => [key, batch]));
  expect(rows.map(({ key }) => batchOf.get(key))).toEqual([1, 1, 1, 2, 2, 3, 3, 3, 4, 4]);
  expect(draw.plan.batches).toBe(4);
});

describe('before a draw is frozen', () => {
  const FEASIBILITY = `query ($id: ID!) { draw(id: $id) { phase progress { state error } feasibility {
    conflicts { legId } shortages { legId bounds { origin text { en } count stratum citations { article } } remedies { count } } } } }`;

  interface Shortage {
    readonly bounds: readonly { readonly text: { readonly en: string } }[];
  }
  interface Feasible {
    readonly draw: {
      readonly phase: string;
      readonly feasibility: { readonly conflicts: readonly object[]; readonly shortages: readonly Shortage[] };
    };
  }

  it('a plan whose rules contradict each other is refused: the limit of a general item beside ratios by class', async () => {
    await adoptRules(city, { 'item-classes': itemClasses });
    const items = taskOf(FIRE).items.map((item) => ({ ...item, ratioLimit: '5' }));
    const quota = ['1', '80'].map((value, index) => ({ ...percent(value)[0], stratum: 'AB'[index] ?? '' }));
    city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { items, quota: quota as never }));
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { items: keyItems(HEALTH) }));
    const drawId = await opened(city, await published(city));
    const stopped = await frozen(city, drawId);
    expect(stopped).toMatchObject({ phase: 'FREEZING', progress: { state: 'STOPPED' } });
    expect(stopped.progress.error).toMatch(/80% of stratum "B" \(20 subjects\), which is 16/);
    expect(stopped.progress.error).toMatch(/item "fire-rescue:item:I1", 5 %, which is 2.*art\. item-classes/);
    expect(stopped.progress.error).toMatch(/resolves it: .*→ 17; .*→ 2/);
    await city.data(lead, FREEZE, { id: drawId });
    expect((await city.data<Feasible>(lead, FEASIBILITY, { id: drawId })).draw.feasibility).toBeNull();
  });

  it('shortages are told, with what they are of, to those who may know strata', async () => {
    city.double('health').entries.set(
      HEALTH,
      Array.from({ length: 10 }, (_, number) => entryOf(number, number < 9 ? { standing: 'SUSPENDED' } : {})),
    );
    const drawId = await opened(city, await published(city));
    await frozen(city, drawId);
    const { draw } = await city.data<Feasible>(lead, FEASIBILITY, { id: drawId });
    expect(draw.phase).toBe('FROZEN');
    expect(draw.feasibility.conflicts).toEqual([]);
    expect(draw.feasibility.shortages).toMatchObject([
      {
        legId: HEALTH,
        bounds: [
          { origin: 'QUOTA', count: 2 },
          { origin: 'FACT', count: 1 },
        ],
      },
    ]);
    expect(draw.feasibility.shortages[0]?.bounds[1]?.text.en).toContain('SUSPENDED 9');
    const forbidden = await city.ask(officerOf('health'), FEASIBILITY, { id: drawId });
    expect(forbidden.errors?.[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
  });
});

describe('whom a plan could invite', () => {
  const QUERY = 'query ($id: ID!) { jointPlan(id: $id) { couldJoin { tasks { id } unanswered } } }';
  interface Inviting {
    readonly jointPlan: { readonly couldJoin: object | null };
  }
  const WATER = 'water:task:T1';
  const atHotels = { condition: { kinds: null, tags: null, divisions: null, industries: ['hotel'] } };

  beforeEach(() => {
    city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { ...atHotels, quota: percent('20') }));
    city.double('water').tasks.clear();
    city.double('water').tasks.set(WATER, taskOf(WATER, atHotels));
    city.double('water').tasks.set('water:task:T2', taskOf('water:task:T2'));
    const later = { window: { first: '2026-09-01', last: '2026-09-30' } };
    city.double('water').tasks.set('water:task:T3', taskOf('water:task:T3', { ...atHotels, ...later }));
    const draft = { status: 'DRAFT' as const };
    city.double('water').tasks.set('water:task:T4', taskOf('water:task:T4', { ...atHotels, ...draft }));
  });

  it('is who has submitted a task at the same kind of place, in time, where a rule asks for it', async () => {
    expect((await city.data<Inviting>(lead, QUERY, { id: await convened(city) })).jointPlan.couldJoin).toBeNull();
    await adoptRules(city, { 'joint-requests': { invite: 'SAME_KIND_OF_PLACE' } });
    const { jointPlan } = await city.data<Inviting>(lead, QUERY, { id: await convened(city) });
    expect(jointPlan.couldJoin).toEqual({ tasks: [{ id: WATER }], unanswered: [] });
  });

  it('names who did not answer, and holds nothing up', async () => {
    await adoptRules(city, { 'joint-requests': { invite: 'SAME_KIND_OF_PLACE' } });
    city.double('water').fault = () => ({ kind: 'drop' });
    const id = await convened(city);
    expect((await city.data<Inviting>(lead, QUERY, { id })).jointPlan.couldJoin).toEqual({
      tasks: [],
      unanswered: ['water'],
    });
    expect((await city.ask(anyone, QUERY, { id })).data.jointPlan).toBeNull();
  });
});
