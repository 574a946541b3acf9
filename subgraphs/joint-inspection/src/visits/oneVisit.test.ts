import type { RulePack } from '@onevisit/rules';
import { describe, expect, it } from 'vitest';
import { PlanRules } from '../rules/PlanRules.js';
import { checkLegsMeet, reportingTogether } from './oneVisit.js';

const ruled = (report: 'ONE' | 'PER_DEPARTMENT') =>
  ({
    pack: 'p',
    version: 1,
    rules: { 'one-visit': { legs: 'MUST_MEET', report, cite: [{ pack: 'p', article: '第四条', text: '原文' }] } },
  }) as unknown as RulePack;
const bare = { pack: 'bare', version: 1, rules: {} } as unknown as RulePack;

const leg = (department: string, windowFirst: string, windowLast: string) => {
  return { id: `${department}:task:T`, department, windowFirst, windowLast };
};
const MAY = leg('health', '2026-05-01', '2026-05-31');
const LATE = leg('water', '2026-05-29', '2026-06-30');
const JUNE = leg('fire-rescue', '2026-06-01', '2026-06-30');

describe('checkLegsMeet', () => {
  const rules = new PlanRules(new Map([['', ruled('PER_DEPARTMENT')]]));

  it('refuses legs that one visit cannot cover, and cites the article', () => {
    const refusal = expect(() => checkLegsMeet(rules, [MAY, LATE, JUNE], 1));
    refusal.toThrow(expect.objectContaining({ code: 'OV_JOINT_LEGS_DO_NOT_MEET' }));
    expect(() => checkLegsMeet(rules, [MAY, LATE, JUNE], 1)).toThrow('第四条');
  });

  it('asks for as many days together as a joint visit must have', () => {
    expect(() => checkLegsMeet(rules, [MAY, LATE], 3)).not.toThrow();
    expect(() => checkLegsMeet(rules, [MAY, LATE], 4)).toThrow();
  });

  it('asks nothing of departments without the rule', () => {
    const own = new PlanRules(
      new Map([
        ['', ruled('ONE')],
        ['fire-rescue', bare],
      ]),
    );
    expect(() => checkLegsMeet(own, [MAY, JUNE], 1)).not.toThrow();
    expect(() => checkLegsMeet(new PlanRules(new Map()), [MAY, JUNE], 1)).not.toThrow();
  });
});

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
