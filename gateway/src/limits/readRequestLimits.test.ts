import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { requestLimitsEnvironment, requestLimitsOf } from './readRequestLimits.js';

const read = (env: Record<string, string>) => requestLimitsOf(z.object(requestLimitsEnvironment).parse(env));

describe('requestLimitsOf', () => {
  it('limits everything by default, the public most', () => {
    const { document, cost, rate, introspection } = read({});
    expect(Object.values(document).every((limit) => limit > 0 && Number.isFinite(limit))).toBe(true);
    expect(cost.public).toBeLessThan(cost.officer);
    expect(cost.officer).toBeLessThan(cost.lead);
    expect(cost.lead).toBeLessThan(cost.service);
    expect(rate.public).toBeGreaterThan(0);
    expect(introspection).toBe('all');
  });

  it('takes figures for single roles, or for all of them and then single ones', () => {
    expect(read({ ONEVISIT_MAX_COST: 'public=7' }).cost).toEqual({ ...read({}).cost, public: 7 });
    expect(read({ ONEVISIT_RATE_LIMIT: 'all=9, lead=10' }).rate).toMatchObject({ public: 9, officer: 9, lead: 10 });
  });

  it.each(['public', 'public=', 'public=0', 'public=x', 'root=5', '=5'])('refuses "%s"', (text) => {
    expect(() => read({ ONEVISIT_MAX_COST: text })).toThrow(/ONEVISIT_MAX_COST/);
  });
});
