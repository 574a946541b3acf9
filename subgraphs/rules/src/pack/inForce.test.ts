import { describe, expect, it } from 'vitest';
import { CITY } from './city.fixture.js';
import { packInForce, packsInForce, ruleInForce } from './inForce.js';
import { readRulePacks } from './readRulePacks.js';

const packs = readRulePacks([
  { file: '1', text: CITY },
  { file: '2', text: CITY.replace('version: 1', 'version: 2').replace('2020-01-01 }', '2021-01-01, to: 2021-12-31 }') },
  {
    file: '3',
    text: CITY.replace('pack: city', 'pack: town')
      .replace('2020-01-01', '2022-01-01')
      .replace(/ {2}recusal[\s\S]*/, ''),
  },
]);

describe('packInForce', () => {
  it.each([
    ['2019-12-31', null],
    ['2020-01-01', 1],
    ['2020-12-31', 1],
    ['2021-01-01', 2],
    ['2021-12-31', 2],
    ['2022-01-01', null],
  ])('on %s is version %s', (on, version) => {
    expect(packInForce(packs, 'city', on)?.version ?? null).toBe(version);
  });

  it('tells all that are in force, and a rule of one', () => {
    expect(packsInForce(packs, '2021-06-01').map(({ version }) => version)).toEqual([2]);
    expect(packsInForce(packs, '2022-01-01').map(({ pack, version }) => `${pack} ${version}`)).toEqual(['town 1']);
    expect(ruleInForce(packs, { pack: 'city', kind: 'recusal', on: '2021-06-01' })?.cite[0]?.version).toBe(2);
    expect(ruleInForce(packs, { pack: 'town', kind: 'recusal', on: '2022-06-01' })).toBeNull();
    expect(ruleInForce(packs, { pack: 'city', kind: 'recusal', on: '2019-06-01' })).toBeNull();
  });
});
