import { quotaOf } from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOfDemand } from './boundsOfDemand.js';
import { parseQuota } from './parseQuota.js';
import { demands } from './quotas.fixture.js';
import { type QuotaPlan, resolveQuota } from './resolveQuota.js';

function resolve(cell: string, plan: QuotaPlan) {
  const parsed = parseQuota(cell);
  if (parsed.kind !== 'QUOTA') throw new Error(parsed.reason);
  return resolveQuota(parsed.quota, plan);
}

function refusal(act: () => unknown): OneVisitError {
  try {
    act();
  } catch (error) {
    if (error instanceof OneVisitError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('resolveQuota', () => {
  it.each([
    ['3%', 1000, { percent: '3' }],
    ['1户', 1000, { count: 1 }],
    ['10-20%', 1000, { percent: '10' }],
    ['60-70家', 1000, { count: 60 }],
    ['不低于0.5%', 1000, { percent: '0.5' }],
    ['≥1%且原则上≥10家', 100, { percent: '1', min: 10 }],
    ['10%,不超过50家', 100, { percent: '10', max: 50 }],
    ['20家且≥5%', 1000, { count: 20, min: 50 }],
    ['>10%', 20, { percent: '10', min: 3 }],
    ['原则上≥10家且≤20%', 30, { count: 10, max: 6 }],
    ['≥10家且原则上≤5%', 100, { count: 10 }],
    ['10%(20户)', 200, { percent: '10' }],
    ['全覆盖', 43, { percent: '100' }],
    // The tier is that of the population.
    ['≤10所抽≥2所,>10所≥50%', 10, { count: 2 }],
    ['≤10所抽≥2所,>10所≥50%', 11, { percent: '50' }],
  ])('%s of %d: %j', (cell, population, rule) => {
    expect(resolve(cell, { populations: { ALL: population } })).toEqual({
      quota: { strata: { ALL: rule } },
      wholes: [],
      remarks: [],
    });
  });

  it("takes the plan's level", () => {
    const populations = { ALL: 100 };
    const cell = '市级2% 区级10%';
    expect(resolve(cell, { populations, level: 'CITY' }).quota.strata).toEqual({ ALL: { percent: '2' } });
    expect(resolve(cell, { populations, level: 'DISTRICT' }).quota.strata).toEqual({ ALL: { percent: '10' } });
    expect(refusal(() => resolve(cell, { populations, level: 'PROVINCE' })).message).toContain('PROVINCE');
    expect(refusal(() => resolve(cell, { populations })).code).toBe('OV_RULES_QUOTA_LEVEL');
  });

  it('maps the names of credit classes, and gives 其余 to those without a name', () => {
    const { strata } = resolve('守信1%/失信50%，其余5%', {
      populations: { A: 10, B: 10, C: 10 },
      names: { 守信: 'A', 失信: 'C' },
    }).quota;
    expect(strata).toEqual({ A: { percent: '1' }, B: { percent: '5' }, C: { percent: '50' } });
  });

  it('decides a tier by the size of its stratum', () => {
    const cell = 'A≤10家抽2家，>10家抽20%；B 5%';
    expect(resolve(cell, { populations: { A: 9, B: 90 } }).quota.strata.A).toEqual({ count: 2 });
    expect(resolve(cell, { populations: { A: 90, B: 9 } }).quota.strata.A).toEqual({ percent: '20' });
  });

  it('hands on the frequency and what holds for all strata', () => {
    const { frequency, wholes } = resolve('总体≤5%；3%；不少于1次/年', { populations: { A: 100, B: 300 } });
    expect(frequency).toEqual({ least: 1, months: 12 });
    expect(wholes).toMatchObject([{ of: 'OVERALL', bounds: { least: 0, most: 20 } }]);
  });

  it('lets a plan choose within bounds', () => {
    const chosen = { A: { percent: '5' }, '*': { count: 30 } };
    const populations = { A: 1000, B: 200 };
    expect(resolve('A≤5%；B 5-20%', { populations, chosen }).quota.strata).toEqual({
      A: { percent: '5' },
      B: { count: 30 },
    });
  });

  it('divides a count among strata as the plan chooses', () => {
    const populations = { A: 100, B: 100 };
    const plan = { populations, chosen: { A: { count: 20 }, B: { count: 45 } } };
    expect(resolve('60-70家', plan).quota.strata).toEqual({ A: { count: 20 }, B: { count: 45 } });
    expect(refusal(() => resolve('60-70家', { populations })).code).toBe('OV_RULES_QUOTA_NOT_DIVIDED');
    const all = { populations, chosen: { '*': { count: 45 } } };
    expect(refusal(() => resolve('60-70家', all)).code).toBe('OV_RULES_QUOTA_CHOICE_OUTSIDE');
  });

  it('remarks on what stands out', () => {
    expect(resolve('基数474家,3%(20户)', { populations: { ALL: 500 } }).remarks).toEqual([
      { kind: 'BASE_DIFFERS', written: 474, population: 500 },
      { kind: 'AMOUNT_DIFFERS', stratum: 'ALL', written: 20, amountsTo: 15 },
    ]);
    expect(resolve('60-70家', { populations: { ALL: 40 } }).remarks).toEqual([
      { kind: 'POOL_SMALLER', stratum: 'ALL', asked: 60, population: 40 },
    ]);
    const plan = { populations: { ALL: 100 }, chosen: { ALL: { count: 4 } } };
    expect(resolve('≥1%且原则上≥10家', plan).remarks).toEqual([
      { kind: 'AGAINST_PRINCIPLE', stratum: 'ALL', drawn: 4, least: 10, most: 100 },
    ]);
    expect(resolve('约28家,100%', { populations: { ALL: 30 } }).remarks).toEqual([]);
  });

  it.each<[string, string, QuotaPlan, string]>([
    ['TO_BE_SET', '待定', { populations: { ALL: 5 } }, 'set a percentage or a count'],
    ['TO_BE_SET', 'A 5%；B待定', { populations: { A: 5, B: 5 } }, '"B"'],
    ['STRATUM_UNKNOWN', '守信1%；其余5%', { populations: { A: 5 } }, '守信'],
    ['STRATUM_TWICE', '守信1%；A 5%', { populations: { A: 5 }, names: { 守信: 'A' } }, '"A"'],
    ['STRATUM_WITHOUT', 'A 5%', { populations: { A: 5, B: 5 } }, '"B"'],
    ['NO_TIER', '11-50家时10%，>50家时5%', { populations: { ALL: 3 } }, '11 to 50 establishments'],
    ['CHOICE_NEEDED', '不超过5%', { populations: { ALL: 100 } }, 'choose from 0 to 5'],
    ['CHOICE_NEEDED', '每三年至少一次', { populations: { ALL: 100 } }, 'left to the plan'],
    ['CHOICE_OUTSIDE', '10-20%', { populations: { ALL: 100 }, chosen: { ALL: { count: 9 } } }, '10 to 20'],
    // 21 % of 3 is one subject, as 20 % is, but it is not what was written.
    ['CHOICE_OUTSIDE', '10-20%', { populations: { ALL: 3 }, chosen: { ALL: { percent: '21' } } }, '21%'],
    ['CHOICE_OUTSIDE', '10%', { populations: { ALL: 3 }, chosen: { ALL: { percent: '11' } } }, '11%'],
    ['CHOICE_OUTSIDE', '<20%', { populations: { ALL: 3 }, chosen: { ALL: { percent: '20' } } }, 'under 20%'],
    ['CHOICE_UNKNOWN', '10-20%', { populations: { ALL: 3 }, chosen: { A: { count: 1 } } }, '"A"'],
    ['CHOICE_FORM', '10-20%', { populations: { ALL: 3 }, chosen: { ALL: { percent: '1e1' } } }, '1e1'],
    ['CHOICE_FORM', '10-20%', { populations: { ALL: 3 }, chosen: { ALL: { count: 0.5 } } }, '0.5'],
    ['INFEASIBLE', '≤20%且≥3家', { populations: { ALL: 5 } }, 'at least 3, at most 1'],
    ['POPULATION', '3%', { populations: { ALL: -1 } }, '-1'],
  ])('refuses with %s: %s', (name, cell, plan, says) => {
    const error = refusal(() => resolve(cell, plan));
    expect(error.code).toBe(`OV_RULES_QUOTA_${name}`);
    expect(error.message).toContain(says);
    expect(error.message).not.toMatch(/\{\w+\}/);
  });

  const plans = fc.record({ share: demands, population: fc.nat(300), count: fc.nat(300) });

  it('draws within the bounds, and those in principle, of any demand without a choice', () => {
    fc.assert(
      fc.property(plans, ({ share, population }) => {
        const bounds = boundsOfDemand(share, population);
        const plan = { populations: { ALL: population } };
        const hasLower = share.kind !== 'BOUNDED' || share.limits.leastPercent || share.limits.leastCount;
        if (share.kind === 'TO_BE_SET' || bounds.least > bounds.most || !hasLower) {
          expect(refusal(() => resolveQuota({ share }, plan)).code).toMatch(/TO_BE_SET|INFEASIBLE|CHOICE_NEEDED/);
          return;
        }
        const drawn = quotaOf(resolveQuota({ share }, plan).quota.strata.ALL, population);
        expect(drawn).toBeGreaterThanOrEqual(bounds.leastInPrinciple);
        expect(drawn).toBeLessThanOrEqual(bounds.mostInPrinciple);
        expect(bounds.leastInPrinciple).toBeGreaterThanOrEqual(bounds.least);
        expect(bounds.mostInPrinciple).toBeLessThanOrEqual(bounds.most);
      }),
    );
  });

  it('lets a plan choose exactly the numbers within the bounds', () => {
    fc.assert(
      fc.property(plans, ({ share, population, count }) => {
        const { least, most } = boundsOfDemand(share, population);
        if (share.kind === 'TO_BE_SET' || least > most) return;
        const act = () => resolveQuota({ share }, { populations: { ALL: population }, chosen: { ALL: { count } } });
        const drawn = Math.min(count, population);
        if (least <= drawn && drawn <= most) expect(act().quota.strata.ALL).toEqual({ count });
        else expect(refusal(act).code).toBe('OV_RULES_QUOTA_CHOICE_OUTSIDE');
      }),
    );
  });
});
