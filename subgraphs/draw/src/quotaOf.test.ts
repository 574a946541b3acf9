import { describe, expect, it } from 'vitest';
import { quotaOf, quotaRuleFor } from './quotaOf.js';
import { leg } from './testing/samples.js';

describe('quotaOf', () => {
  it.each([
    [undefined, 10, 0],
    [{ count: 4 }, 10, 4],
    [{ count: 40 }, 10, 10],
    [{ count: 0, min: 3 }, 10, 3],
    [{ count: 0, min: 30 }, 10, 10],
    [{ percent: '50', max: 2 }, 10, 2],
    // The maximum is applied after the minimum.
    [{ percent: '0.9', min: 3, max: 1 }, 10, 1],
    [{ count: 9, max: 0 }, 10, 0],
    [{ percent: '99999999999999999999' }, 10, 10],
    [{ count: Number.MAX_SAFE_INTEGER, min: Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }, 10, 10],
  ])('%j of %d is %d', (rule, population, expected) => {
    expect(quotaOf(rule, population)).toBe(expected);
  });
});

describe('quotaRuleFor', () => {
  const strata = JSON.parse('{"A":{"count":1},"*":{"count":2},"__proto__":{"count":3}}');

  it("takes the stratum's own rule, else that of *", () => {
    const own = leg('a', { quota: { strata } });
    expect(quotaRuleFor(own, 'A')).toEqual({ count: 1 });
    expect(quotaRuleFor(own, 'B')).toEqual({ count: 2 });
  });

  it('mistakes nothing of the prototype for a rule', () => {
    expect(quotaRuleFor(leg('a', { quota: { strata } }), '__proto__')).toEqual({ count: 3 });
    expect(quotaRuleFor(leg('a', { quota: { strata } }), 'constructor')).toEqual({ count: 2 });
    expect(quotaRuleFor(leg('a', { quota: { strata: {} } }), 'constructor')).toBeUndefined();
    expect(quotaRuleFor(leg('a', { quota: { strata: {} } }), '__proto__')).toBeUndefined();
  });
});
