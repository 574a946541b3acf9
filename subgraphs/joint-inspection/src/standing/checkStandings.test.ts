import { describe, expect, it } from 'vitest';
import type { QuotaRule } from '../plans/terms.js';
import { termsOf } from '../plans/terms.js';
import { packOf, type StatedRules } from '../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../rules/PlanRules.js';
import { checkStandings, type StandingParts } from './checkStandings.js';

const SPRING = ['2026-03-01', '2026-05-31'] as const;
const AUTUMN = ['2026-09-01', '2026-10-31'] as const;

interface Stated {
  readonly department?: string;
  readonly window?: readonly [string, string];
  readonly quota?: readonly QuotaRule[];
  readonly kind?: string;
}

/** A plan of legs leg0, leg1, … */
function planOf(legs: readonly Stated[], trustworthy: StandingParts['trustworthy'] = null): StandingParts {
  const all = legs.map(
    ({ department = 'd', window = SPRING, quota = [{ stratum: '*', percent: '10' }], kind = 'ROUTINE' }, index) => ({
      id: `leg${index}`,
      department,
      kind,
      level: 'CITY',
      windowFirst: window[0],
      windowLast: window[1],
      quota,
      crew: { size: 1, specialties: [], district: 'ANY' },
      items: [{ itemId: 'i' }],
    }),
  );
  return { legs: all, terms: termsOf({ minOverlap: 1, publicSource: '', legs: all }), trustworthy };
}

const rulesOf = (rules: StatedRules): PlanRules => new PlanRules(new Map([[CITY, packOf(rules)]]));
const code = (code: string) => expect.objectContaining({ code, message: expect.stringContaining('原文') });

const CAP = {
  most: 2,
  countedBy: 'DEPARTMENT',
  kinds: ['ROUTINE'],
  joint: 'ONCE',
  liftedFor: [],
  exceptions: [],
} as const;

describe('checkStandings', () => {
  it('asks for nothing where there are no rules', () => {
    expect(checkStandings(rulesOf({}), planOf([{}, { window: AUTUMN }]))).toEqual({ capRules: false });
  });

  it('tells whether rules cap what the legs draw', () => {
    const rules = rulesOf({ 'visit-cap': { ...CAP, kinds: [...CAP.kinds], liftedFor: [], exceptions: [] } });
    expect(checkStandings(rules, planOf([{}]))).toEqual({ capRules: true });
    expect(checkStandings(rules, planOf([{ kind: 'ORDERED_CAMPAIGN' }]))).toEqual({ capRules: false });
  });

  it('names the value to set where a cap is unknown', () => {
    const unknown = { atLeast: 1, atMost: 9, reason: { zh: '扫描缺失', en: 'lost' } };
    const rules = rulesOf({
      'visit-cap': { ...CAP, most: { unknown }, kinds: [...CAP.kinds], liftedFor: [], exceptions: [] },
    });
    expect(() => checkStandings(rules, planOf([{}]))).toThrow(
      expect.objectContaining({ code: 'OV_RULES_VALUE_UNSET' }),
    );
  });

  describe('raised frequency', () => {
    const rules = rulesOf({ 'raised-frequency': { for: ['COMPLAINTS'] } });
    const check =
      (...quota: readonly QuotaRule[]) =>
      () =>
        checkStandings(rules, planOf([{ quota }]));
    it.each<[string, readonly QuotaRule[]]>([
      ['no rule of its own', [{ stratum: '*', percent: '10' }]],
      ['nothing else, and no rule of its own', []],
      [
        'the same ratio',
        [
          { stratum: '*', percent: '10' },
          { stratum: 'RAISED', percent: '10.0' },
        ],
      ],
      [
        'a lower one than one stratum',
        [
          { stratum: 'A', percent: '5' },
          { stratum: 'D', percent: '80' },
          { stratum: 'RAISED', percent: '50' },
        ],
      ],
      [
        'a ratio that may be cut',
        [
          { stratum: '*', percent: '10' },
          { stratum: 'RAISED', percent: '20', max: 3 },
        ],
      ],
      [
        'a number beside ratios',
        [
          { stratum: '*', percent: '10' },
          { stratum: 'RAISED', count: 20 },
        ],
      ],
      [
        'a ratio beside numbers',
        [
          { stratum: '*', count: 10 },
          { stratum: 'RAISED', percent: '20' },
        ],
      ],
    ])('refuses %s', (_what, quota) => {
      expect(check(...quota)).toThrow(code('OV_JOINT_RAISED_RATIO'));
    });

    it('takes a ratio above all others, or the whole pool', () => {
      expect(check({ stratum: 'RAISED', percent: '5' })).not.toThrow();
      expect(check({ stratum: '*', percent: '9.99' }, { stratum: 'RAISED', percent: '10' })).not.toThrow();
      expect(check({ stratum: '*', percent: '100' }, { stratum: 'RAISED', percent: '100' })).not.toThrow();
      expect(check({ stratum: '*', count: 10 }, { stratum: 'RAISED', percent: '100' })).not.toThrow();
      expect(check({ stratum: '*', count: 0 }, { stratum: 'RAISED', percent: '1' })).not.toThrow();
    });
  });

  describe('trustworthy subjects', () => {
    const rules = rulesOf({ trustworthy: { for: ['TRUSTWORTHY'], treatments: ['FEWER'] } });

    it('are treated as some pack permits, or not at all', () => {
      expect(() => checkStandings(rules, planOf([{}], 'EXEMPT'))).toThrow(code('OV_JOINT_TRUSTWORTHY'));
      const none = () => checkStandings(rulesOf({}), planOf([{}], 'FEWER'));
      expect(none).toThrow(expect.objectContaining({ code: 'OV_JOINT_TRUSTWORTHY' }));
      expect(() => checkStandings(rules, planOf([{}], 'FEWER'))).not.toThrow();
    });

    it('are not inspected more often than others', () => {
      const check = (percent: string) => () =>
        checkStandings(
          rules,
          planOf(
            [
              {
                quota: [
                  { stratum: '*', percent: '5' },
                  { stratum: 'TRUSTWORTHY', percent },
                ],
              },
            ],
            'FEWER',
          ),
        );
      expect(check('6')).toThrow(code('OV_JOINT_TRUSTWORTHY_RATIO'));
      expect(check('5')).not.toThrow();
      const number = [
        { stratum: '*', percent: '5' },
        { stratum: 'TRUSTWORTHY', count: 1 },
      ];
      expect(() => checkStandings(rules, planOf([{ quota: number }], 'FEWER'))).toThrow(
        code('OV_JOINT_TRUSTWORTHY_RATIO'),
      );
    });
  });

  describe('another unit of the department', () => {
    const rule = { plans: 'LEAVE_OUT', liftedFor: [] } as const;
    const joins = rulesOf({ 'other-unit': { ...rule, liftedFor: [], sameVisit: 'JOINS' } });
    const apart = rulesOf({ 'other-unit': { ...rule, liftedFor: [], sameVisit: 'LEFT_OUT' } });

    it('joins in one visit, or has a plan of its own', () => {
      const together = planOf([{}, { department: 'e' }, {}]);
      expect(() => checkStandings(joins, together)).not.toThrow();
      expect(() => checkStandings(apart, together)).toThrow(code('OV_JOINT_SAME_DEPARTMENT'));
      const twice = planOf([{}, { window: AUTUMN }]);
      expect(() => checkStandings(joins, twice)).toThrow(/taskIds\[1\]/);
      expect(() => checkStandings(joins, planOf([{}, { department: 'e', window: AUTUMN }]))).not.toThrow();
    });
  });
});
