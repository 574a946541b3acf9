import { CATALOGUE, shippedPacks } from '@onevisit/rules';
import { expect, it } from 'vitest';
import { demandedDeadlines } from '../deadlines/demandedDeadlines.js';
import { packOf } from '../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../rules/PlanRules.js';
import { legRules } from '../standing/LegRules.js';
import { watchRuleReads } from './ruleReads.fixture.js';

it('every kind of rule but two is in a founding document, whose scenario has it read', () => {
  const founding = shippedPacks().filter(({ pack }) => pack !== 'national-baseline');
  const played = new Set(founding.flatMap(({ rules }) => Object.keys(rules)));
  expect(CATALOGUE.map(({ kind }) => kind).filter((kind) => !played.has(kind))).toEqual([
    'minimum-frequency',
    'objection',
  ]);
});

it('one of those that no document sets is read at the freeze', () => {
  const watch = watchRuleReads();
  const pack = packOf({ 'minimum-frequency': { atLeast: 1, everyYears: 3 } });
  expect(watch.unread(pack)).toEqual(['minimum-frequency.atLeast', 'minimum-frequency.everyYears']);
  const leg = { id: 'l', department: 'd', kind: 'ROUTINE', level: 'CITY', group: 0 };
  const { minimum } = legRules(new PlanRules(new Map([[CITY, pack]])), leg, [], null);
  expect(minimum).toMatchObject({ atLeast: 1, counting: { years: 3 } });
  expect(watch.unread(pack)).toEqual([]);
  watch.stop();
});

it('the other when a subject objects', () => {
  const watch = watchRuleReads();
  const pack = packOf({ objection: { within: 5, from: 'RESULTS_DISCLOSED', answerWithin: 3 } });
  const objected = { department: 'd', kind: 'OBJECTION_RAISED', reference: '1', on: '2026-05-19' };
  const facts = {
    departments: ['d'],
    results: [],
    items: new Map(),
    events: [objected],
    reports: [],
    disclosures: [
      { department: 'd', kind: 'RESULTS', decision: '', on: '2026-05-18', publishedOn: '2026-05-18', notPublic: null },
    ],
    comments: [],
  };
  const demanded = demandedDeadlines(new PlanRules(new Map([[CITY, pack]])), facts);
  expect(demanded).toMatchObject([
    { kind: 'OBJECTION', within: 5, anchorOn: '2026-05-18' },
    { kind: 'ANSWER', within: 3, anchorOn: '2026-05-19', reference: '1' },
  ]);
  expect(watch.unread(pack)).toEqual([]);
  watch.stop();
});
