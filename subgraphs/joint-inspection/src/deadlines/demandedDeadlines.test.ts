import { shippedPacks } from '@onevisit/rules';
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
  const facts = { departments: ['health'], items, results: [], events, reports: [], disclosures: [], comments: [] };
  expect(demandedDeadlines(new PlanRules(new Map([[CITY, packOf(rules)]])), facts)).toMatchObject([
    { department: 'water', kind: 'PENALTY_DISCLOSURE', reference: '水罚1号', within: 7, anchorOn: '2026-05-20' },
  ]);
});

it('Karamay’s days are those of normal results; with a problem the nation’s hold, which are cited', () => {
  const [karamay] = shippedPacks().filter(({ pack }) => pack === 'karamay-2016');
  if (karamay === undefined) throw new Error('Karamay’s pack does not come along');
  const rules = new PlanRules(new Map([[CITY, karamay]]));
  const events = [
    { department: 'health', kind: 'INSPECTION_ENDED', reference: '', on: '2026-05-18' },
    { department: 'health', kind: 'RESULT_RECORDED', reference: '', on: '2026-05-21' },
  ];
  const items = new Map([['health', ['i1', 'i2']]]);
  const none = { events, reports: [], disclosures: [], comments: [] };
  const dueFor = (...results: readonly string[]) => {
    const rows = results.map((result, index) => ({ plannedItemId: `i${index + 1}`, results: [result] }));
    const found = { departments: ['health'], items, results: rows, ...none };
    return demandedDeadlines(rules, found).map(({ kind, within, anchor, anchorOn, cite }) => {
      return { kind, within, anchor, anchorOn, documents: [...new Set(cite.map(({ document }) => document))] };
    });
  };
  const [national, city] = ['enterprise-publicity-2014', 'karamay-2016'];
  const due = { kind: 'DISCLOSURE', within: 20 };
  const normal = { ...due, anchor: 'INSPECTION_ENDED', anchorOn: '2026-05-18', documents: [national, city] };
  expect(dueFor('NO_PROBLEM', 'NO_SUCH_BUSINESS')).toEqual([normal]);
  const problem = { ...due, anchor: 'RESULT_RECORDED', anchorOn: '2026-05-21', documents: [national] };
  expect(dueFor('NO_PROBLEM', 'CORRECTION_ORDERED')).toEqual([problem]);
});
