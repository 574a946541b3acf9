import { expect, it } from 'vitest';
import { packOf, shippedRules } from '../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../rules/PlanRules.js';
import { demandedDeadlines } from './demandedDeadlines.js';

it('a department that decides on a transferred finding has the deadline of its penalty, and none of the visit', () => {
  const luohe = shippedRules('luohe-civil-air-defence-2019', ['report', 'disclosure', 'comment', 'one-visit']);
  const { disclosure } = shippedRules('karamay-2016', ['disclosure']);
  const rules = { ...luohe, ...(disclosure !== undefined && { disclosure }) };
  const events = [
    { department: 'health', kind: 'ITEM_DONE', reference: 'i1', on: '2026-05-18' },
    { department: 'water', kind: 'PENALTY_DECIDED', reference: '水罚1号', on: '2026-05-20' },
  ];
  const items = new Map([['health', ['i1', 'i2']]]);
  const facts = { departments: ['health'], items, events, reports: [], disclosures: [], comments: [] };
  expect(demandedDeadlines(new PlanRules(new Map([[CITY, packOf(rules)]])), facts)).toMatchObject([
    { department: 'water', kind: 'PENALTY_DISCLOSURE', reference: '水罚1号', within: 7, anchorOn: '2026-05-20' },
  ]);
});
