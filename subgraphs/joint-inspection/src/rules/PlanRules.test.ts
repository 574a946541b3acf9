import { afterAll, beforeAll, expect, it } from 'vitest';
import { JointCity } from '../jointCity.fixture.js';
import { convened, fillPools } from '../jointDraws.fixture.js';
import { adoptRules } from './adoptedRules.fixture.js';
import { packsInForce, rulesOfPlan } from './PlanRules.js';

const OFFICERS = { fewest: 2, certificate: 'SHOWN', notice: 'SHOWN' } as const;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());

it('a plan keeps the packs that were in force when it was convened, a department its own', async () => {
  const before = await convened(city);
  await adoptRules(city, { officers: OFFICERS });
  await adoptRules(city, { officers: { ...OFFICERS, fewest: 1 } }, 'health');
  const planned = await convened(city);
  await adoptRules(city, { officers: { ...OFFICERS, fewest: 5 } });

  expect((await rulesOfPlan(city.database, before)).city.rule('officers')).toBeNull();
  const rules = await rulesOfPlan(city.database, planned);
  expect(rules.city.rule('officers')?.fewest).toBe(2);
  expect(rules.of('fire-rescue').rule('officers')?.fewest).toBe(2);
  expect(rules.of('health').rule('officers')?.fewest).toBe(1);
  const all = rules.each(['fire-rescue', 'health'], 'officers');
  expect(all.map(({ department, rule }) => [department, rule.fewest])).toEqual([
    ['fire-rescue', 2],
    ['health', 1],
  ]);
});

it('the pack adopted last is in force, from its first day on', async () => {
  const id = await adoptRules(city, {}, 'water');
  await city.database.ruleAdoption.create({
    data: { department: 'water', packId: id, from: '2027-01-01', adoptedBy: 'test', adoptedAt: city.now },
  });
  const last = await adoptRules(city, {}, 'water');
  expect((await packsInForce(city.database, '2026-12-31', ['water'])).get('water')?.id).toBe(last);
  expect((await packsInForce(city.database, '2027-01-01', ['water'])).get('water')?.id).toBe(id);
  expect((await packsInForce(city.database, '1999-12-31', ['water'])).has('water')).toBe(false);
});
