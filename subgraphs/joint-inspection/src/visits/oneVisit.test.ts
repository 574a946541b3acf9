import type { RulePack } from '@onevisit/rules';
import { expect, it } from 'vitest';
import { PlanRules } from '../rules/PlanRules.js';
import { reportingTogether } from './oneVisit.js';

const ruled = (report: 'ONE' | 'PER_DEPARTMENT') =>
  ({
    pack: 'p',
    version: 1,
    rules: { 'one-visit': { legs: 'MUST_MEET', report, cite: [{ pack: 'p', article: '第四条', text: '原文' }] } },
  }) as unknown as RulePack;
it('those report together whose rules ask for one report, others alone', () => {
  const rules = new PlanRules(
    new Map([
      ['', ruled('ONE')],
      ['water', ruled('PER_DEPARTMENT')],
    ]),
  );
  const all = ['fire-rescue', 'health', 'water'];
  expect(all.map((department) => reportingTogether(rules, all, department))).toEqual([
    ['fire-rescue', 'health'],
    ['fire-rescue', 'health'],
    ['water'],
  ]);
});
