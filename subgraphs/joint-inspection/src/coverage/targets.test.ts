import { shippedPacks } from '@onevisit/rules';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { anyone, JointCity } from '../jointCity.fixture.js';
import { drawn, entryOf, FIRE, fillPools, HEALTH, inspectorOf, taskOf } from '../jointDraws.fixture.js';
import { adoptPack, adoptRules, packOf } from '../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../rules/PlanRules.js';
import { recordAll } from '../visits/jointVisits.fixture.js';
import { itemTarget } from './targets.js';

describe('itemTarget, by the notice of Karamay', () => {
  const karamay = shippedPacks().find(({ pack }) => pack === 'karamay-2016');
  if (karamay === undefined) throw new Error('Karamay’s pack comes along');
  const rules = new PlanRules(new Map([[CITY, karamay]])).city;
  const counts = (id: string, byLotItemCount: number) => ({ id, itemCount: 40, byLotItemCount });

  it.each([
    ['market-regulation', 28, '2016-10-01', '70', '2016-11-30', true],
    ['market-regulation', 27, '2016-11-30', '70', '2016-11-30', false],
    ['culture-tourism', 20, '2016-10-01', '50', '2016-11-30', true],
    ['culture-tourism', 19, '2016-10-01', '50', '2016-11-30', false],
    ['culture-tourism', 39, '2016-12-01', '100', '2017-12-31', false],
    ['market-regulation', 40, '2020-01-01', '100', '2017-12-31', true],
  ])('%s with %i of 40 items by lot on %s: %s %% by %s, met: %s', (id, byLot, on, percent, by, met) => {
    const target = itemTarget(rules, counts(id, byLot), on);
    expect(target).toMatchObject({ percent, by, met, share: { numerator: byLot, denominator: 40 } });
    expect(target?.citations[0]?.pack).toBe('karamay-2016');
  });

  it('shows the target without a share where the department did not answer', () => {
    const target = itemTarget(rules, { id: 'culture-tourism', itemCount: null, byLotItemCount: null }, '2016-10-01');
    expect(target).toMatchObject({ percent: '50', share: null, met: null });
  });
});

const TARGETS = `query ($refs: [_Any!]!, $on: Date!) { _entities(representations: $refs) {
  ... on FireRescueDepartment { targets(on: $on) {
    items { ...T } pool { ...T } officers { ...T } officeStaff { ...T } } } } }
  fragment T on CoverageTarget { percent from by met advisory share { numerator denominator } citations { article } }`;
interface SeenTarget {
  readonly percent: string;
  readonly share: object;
  readonly citations: readonly object[];
}
type Targets = Readonly<Record<'items' | 'pool' | 'officers' | 'officeStaff', SeenTarget>>;
interface SeenTargets {
  readonly _entities: readonly [{ readonly targets: Targets }];
}

const refs = [
  {
    __typename: 'FireRescueDepartment',
    id: 'fire-rescue',
    itemCount: 4,
    byLotItemCount: 3,
    poolCount: 8,
    inspectorCount: 4,
  },
];

describe('targets of a department', () => {
  let city: JointCity;
  beforeAll(async () => {
    city = await JointCity.open();
    fillPools(city);
    const quota = [{ stratum: '*', count: null, percent: '50', min: null, max: null }];
    city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { quota }));
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { quota }));
    const entries = [0, 1, 2, 3, 4, 5, 6, 7].map((number) => entryOf(number));
    city.double('fire-rescue').entries.set(FIRE, entries);
    city.double('fire-rescue').inspectors = [inspectorOf('1', { post: 'OFFICE' }), inspectorOf('2')];
    const { drawId } = await drawn(city);
    city.now = new Date('2026-05-20T04:00:00Z');
    const items = await city.database.plannedItem.findMany({ where: { leg: { department: 'fire-rescue' } } });
    const ids = items.map(({ id }) => id);
    const theirs = { drawId, departments: { has: 'fire-rescue' } };
    for (const { id, subjectId, windowFirst } of await city.database.visit.findMany({ where: theirs })) {
      const visit = { id, subjectId, items: { 'fire-rescue': ids }, crew: {} };
      await recordAll(city, visit, 'fire-rescue', windowFirst);
    }
  });
  afterAll(() => city.close());
  beforeEach(async () => {
    await adoptRules(city, {});
    await adoptRules(city, {}, 'fire-rescue');
  });

  const targets = async (on = '2026-12-31') => await city.ask<SeenTargets>(anyone, TARGETS, { refs, on });
  const wholePool = { withinYears: 1, gridDepartments: [] };
  const participation = { officers: { percent: '60' }, officeStaff: { percent: '30' } };

  it('are none where no pack sets any', async () => {
    const none = { items: null, pool: null, officers: null, officeStaff: null };
    expect((await targets()).data._entities).toEqual([{ targets: none }]);
  });

  it('show what was reached, exactly: the pool, officers who took part, and times of office staff', async () => {
    await adoptRules(city, { 'pool-coverage': { fewestPerLeg: 1, wholePool }, participation }, 'fire-rescue');
    const [{ targets: reached }] = (await targets()).data._entities;
    expect(reached.pool).toMatchObject({
      percent: '100',
      from: '2026-01-01',
      by: '2026-12-31',
      met: false,
      advisory: false,
    });
    expect(reached.pool.share).toEqual({ numerator: 4, denominator: 8 });
    expect(reached.officers).toMatchObject({ percent: '60', met: false, share: { numerator: 2, denominator: 4 } });
    expect(reached.officeStaff).toMatchObject({ percent: '30', met: true, share: { numerator: 4, denominator: 8 } });
    expect(reached.officeStaff.citations).toEqual([{ article: 'art. participation' }]);
    const [{ targets: later }] = (await targets('2027-01-01')).data._entities;
    expect(later.pool.share).toEqual({ numerator: 0, denominator: 8 });
    expect(later.officeStaff).toMatchObject({ met: null, share: { numerator: 0, denominator: 0 } });
  });

  it('give a large pool more years, and are advice under grid patrols', async () => {
    const large = { fromEntries: 8, withinYears: 3 };
    const rule = { fewestPerLeg: 1, wholePool: { withinYears: 1, large, gridDepartments: ['fire-rescue'] } };
    await adoptRules(city, { 'pool-coverage': rule }, 'fire-rescue');
    const [{ targets: reached }] = (await targets('2028-06-01')).data._entities;
    expect(reached.pool).toMatchObject({ from: '2026-01-01', by: '2028-12-31', advisory: true });
    expect(reached.pool.share).toEqual({ numerator: 4, denominator: 8 });
    const [{ targets: after }] = (await targets('2029-06-01')).data._entities;
    expect(after.pool.share).toEqual({ numerator: 0, denominator: 8 });
  });

  it('look back over as many years as the rule has, from the rollups alone', async () => {
    const wholePool = { withinYears: 6, gridDepartments: [] };
    await adoptRules(city, { 'pool-coverage': { fewestPerLeg: 1, wholePool } }, 'fire-rescue');
    const query = vi.spyOn(Client.prototype, 'query');
    const [{ targets: reached }] = (await targets('2031-06-01')).data._entities;
    const asked = JSON.stringify(query.mock.calls.map(([call]) => call));
    query.mockRestore();
    expect(reached.pool).toMatchObject({ from: '2026-01-01', by: '2031-12-31', met: false });
    expect(reached.pool.share).toEqual({ numerator: 4, denominator: 8 });
    expect(asked).toContain('coverage_count');
    expect(asked).not.toContain('FROM visit');
    const [{ targets: after }] = (await targets('2032-06-01')).data._entities;
    expect(after.pool.share).toEqual({ numerator: 0, denominator: 8 });
  });

  it('refuse to act on a value that a document lost, and cost nothing else', async () => {
    const unknown = { atLeast: '10', atMost: '90', reason: { zh: '扫描件缺字', en: 'lost in the scan' } };
    await adoptRules(city, { participation: { ...participation, officers: { percent: { unknown } } } }, 'fire-rescue');
    const { data, errors } = await targets();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['OV_RULES_VALUE_UNSET']);
    expect(errors?.[0]?.message).toMatch(/participation\.officers\.percent.*lost in the scan.*from 10 to 90/);
    expect(data._entities[0].targets).toMatchObject({ officers: null, officeStaff: { met: true } });
  });

  it('are those of the department’s own pack', async () => {
    await adoptPack(city, packOf({ participation }), 'fire-rescue');
    expect((await targets()).data._entities[0].targets.officers.percent).toBe('60');
  });
});
