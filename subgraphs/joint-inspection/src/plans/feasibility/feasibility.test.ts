import { OneVisitError } from '@onevisit/kit';
import { describe, expect, it } from 'vitest';
import { packOf, type StatedRules } from '../../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../../rules/PlanRules.js';
import { type FeasibleLeg, feasibilityOf, refuseInfeasible } from './feasibility.js';

/** A pool of 10,000 with the credit classes of a typical city. */
const TYPICAL = { A: 6540, B: 2530, C: 780, D: 150 };

const byClass = (...percents: readonly string[]) =>
  percents.map((percent, index) => ({ stratum: 'ABCD'[index] ?? '', percent }));

function legOf(parts: Partial<FeasibleLeg> & { readonly pool?: Readonly<Record<string, number>> } = {}): FeasibleLeg {
  const { pool = TYPICAL, ...rest } = parts;
  return {
    id: 'fire-rescue:task:T1',
    department: 'fire-rescue',
    quota: byClass('1', '10', '50', '80'),
    quotaText: null,
    items: [{ id: 'fire-rescue:item:I1', itemClass: 'GENERAL', ratioLimit: '5' }],
    crewSize: 2,
    strata: new Map(Object.entries(pool).map(([stratum, count]) => [stratum, new Map([['ELIGIBLE', count]])])),
    capacity: null,
    ...rest,
  };
}

const rulesOf = (rules: StatedRules) => new PlanRules(new Map([[CITY, packOf(rules)]]));
const LIMITED = rulesOf({ 'item-classes': { generalRatioLimit: 'REQUIRED', keyBatchOrder: 'BY_LOT' } });

describe('feasibilityOf', () => {
  it('refuses an overall limit of 5 % beside 1, 10, 50 and 80 %, and names the fewest that contradict each other', () => {
    const { conflicts } = feasibilityOf([legOf()], LIMITED);
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]?.bounds.map(({ origin, stratum, side, count }) => [origin, stratum, side, count])).toEqual([
      ['RULE', null, 'AT_MOST', 500],
      ['QUOTA', 'C', 'AT_LEAST', 390],
      ['QUOTA', 'B', 'AT_LEAST', 253],
    ]);
    expect(conflicts[0]?.remedies.map(({ bound: { stratum }, count }) => [stratum, count])).toEqual([
      [null, 829],
      ['C', 247],
      ['B', 110],
    ]);
    let refused: unknown;
    try {
      refuseInfeasible({ conflicts });
    } catch (cause) {
      refused = cause;
    }
    expect(refused).toBeInstanceOf(OneVisitError);
    expect((refused as OneVisitError).code).toBe('OV_JOINT_INFEASIBLE');
    expect((refused as OneVisitError).message).toMatch(/art\. item-classes.*“原文”/);
    expect((refused as OneVisitError).message).toMatch(/50% of stratum "C" \(780 subjects\), which is 390/);
  });

  it('refuses the cell that says overall at most 5 % beside ratios by class, whatever the items permit', () => {
    const items = [{ id: 'fire-rescue:item:I1', itemClass: 'KEY', ratioLimit: null }];
    const quotaText = '守信1%/警示10%/失信50%/严重失信80%，总体不超过5%';
    const { conflicts } = feasibilityOf([legOf({ items, quotaText })], rulesOf({}));
    expect(conflicts[0]?.bounds.map(({ origin, stratum, count }) => [origin, stratum, count])).toEqual([
      ['QUOTA', null, 500],
      ['QUOTA', 'C', 390],
      ['QUOTA', 'B', 253],
    ]);
    expect(conflicts[0]?.bounds[0]?.text.zh).toMatch(/^总体.*5%.*500/);
    expect(feasibilityOf([legOf({ items, quotaText: '10%' })], rulesOf({})).conflicts).toEqual([]);
  });

  it('permits the same ratios of a key item, and of a pool with few risky subjects', () => {
    const items = [{ id: 'fire-rescue:item:I1', itemClass: 'KEY', ratioLimit: null }];
    expect(feasibilityOf([legOf({ items })], LIMITED)).toEqual({ conflicts: [], shortages: [], cautions: [] });
    const pool = { A: 9900, B: 80, C: 15, D: 5 };
    expect(feasibilityOf([legOf({ pool })], LIMITED)).toEqual({ conflicts: [], shortages: [], cautions: [] });
  });

  it('refuses a leg below the necessary coverage', () => {
    const rules = rulesOf({ 'pool-coverage': { fewestPerLeg: 3 } });
    const quota = [{ stratum: '*', count: 1 }];
    const { conflicts } = feasibilityOf([legOf({ quota, pool: { ALL: 50 } })], rules);
    expect(conflicts[0]?.bounds.map(({ origin, side, count }) => [origin, side, count])).toEqual([
      ['RULE', 'AT_LEAST', 3],
      ['QUOTA', 'AT_MOST', 1],
    ]);
    expect(feasibilityOf([legOf({ quota, pool: {} })], rules).conflicts).toEqual([]);
  });

  it('tells of shortages, and why, without refusing', () => {
    const strata = new Map([
      [
        'ALL',
        new Map([
          ['ELIGIBLE', 4],
          ['CAP_REACHED', 5],
          ['NOT_IN_WINDOW', 1],
        ]),
      ],
    ]);
    const quota = [{ stratum: '*', percent: '50' }];
    const { conflicts, shortages } = feasibilityOf([legOf({ strata, quota })], rulesOf({}));
    expect(conflicts).toEqual([]);
    expect(shortages[0]?.bounds[1]?.text.en).toBe(
      'of 10 in stratum "ALL" 4 can be drawn (CAP_REACHED 5, NOT_IN_WINDOW 1)',
    );
    expect(() => refuseInfeasible({ conflicts })).not.toThrow();
  });

  it('tells when inspectors cannot make the visits', () => {
    const { shortages } = feasibilityOf([legOf({ capacity: 99 })], rulesOf({}));
    expect(shortages[0]?.bounds.map(({ origin, count }) => [origin, count])).toEqual([
      ['FACT', 49],
      ['QUOTA', 390],
    ]);
  });
});

describe('cautions', () => {
  const cautionsOf = (...percents: readonly string[]) =>
    feasibilityOf([legOf({ quota: byClass(...percents) })], rulesOf({})).cautions;

  it('warn of a leg that draws from one credit class alone, and of no other', () => {
    expect(cautionsOf('0', '0', '0', '100')).toMatchObject([
      {
        legId: 'fire-rescue:task:T1',
        code: 'OV_JOINT_CAUTION_ONE_CLASS',
        text: { en: expect.stringContaining('stratum "D" alone') },
      },
    ]);
    expect(cautionsOf('0', '0', '50', '100')).toEqual([]);
    expect(cautionsOf('0', '0', '0', '0')).toEqual([]);
  });

  it('look at who there is to draw: a class with nobody, or nobody eligible, hides nobody', () => {
    const quota = byClass('1', '10', '50', '80');
    const [only] = feasibilityOf([legOf({ quota, pool: { D: 150 } })], rulesOf({})).cautions;
    expect(only?.code).toBe('OV_JOINT_CAUTION_ONE_CLASS');
    const strata = new Map([
      ['C', new Map([['CAP_REACHED', 80]])],
      ['D', new Map([['ELIGIBLE', 150]])],
    ]);
    expect(feasibilityOf([legOf({ quota, strata })], rulesOf({})).cautions).toHaveLength(1);
    const whole = [{ stratum: '*', percent: '5' }];
    expect(feasibilityOf([legOf({ quota: whole, pool: { ALL: 1000 } })], rulesOf({})).cautions).toEqual([]);
  });
});
