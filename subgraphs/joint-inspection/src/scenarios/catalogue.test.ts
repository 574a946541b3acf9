import { CATALOGUE, shippedPacks } from '@onevisit/rules';
import { expect, it } from 'vitest';
import { packOf } from '../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../rules/PlanRules.js';
import { legRules } from '../standing/LegRules.js';
import { watchRuleReads } from './ruleReads.fixture.js';

it('every kind of rule but one is in a founding document, whose scenario has it read', () => {
  const founding = shippedPacks().filter(({ pack }) => pack !== 'national-baseline');
  const played = new Set(founding.flatMap(({ rules }) => Object.keys(rules)));
  expect(CATALOGUE.map(({ kind }) => kind).filter((kind) => !played.has(kind))).toEqual(['minimum-frequency']);
});

it('that one, which no document sets, is read at the freeze', () => {
  const watch = watchRuleReads();
  const pack = packOf({ 'minimum-frequency': { atLeast: 1, everyYears: 3 } });
  expect(watch.unread(pack)).toEqual(['minimum-frequency.atLeast', 'minimum-frequency.everyYears']);
  const leg = { id: 'l', department: 'd', kind: 'ROUTINE', level: 'CITY', group: 0 };
  const { minimum } = legRules(new PlanRules(new Map([[CITY, pack]])), leg, [], null);
  expect(minimum).toMatchObject({ atLeast: 1, counting: { years: 3 } });
  expect(watch.unread(pack)).toEqual([]);
  watch.stop();
});
