import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openLimitsEnvironment, requestLimitsEnvironment, requestLimitsOf } from './readRequestLimits.js';

const read = (env: Record<string, string>) => requestLimitsOf(z.object(requestLimitsEnvironment).parse(env));

describe('requestLimitsOf', () => {
  it('limits everything by default, the public most', () => {
    const { document, cost, rate, newSelections, introspection } = read({});
    expect(Object.values(document).every((limit) => limit > 0 && Number.isFinite(limit))).toBe(true);
    expect(cost.public).toBeLessThan(cost.officer);
    expect(cost.officer).toBeLessThan(cost.lead);
    expect(cost.lead).toBeLessThan(cost.service);
    expect(rate?.public).toBeGreaterThan(0);
    expect(newSelections?.public).toBeGreaterThan(0);
    expect(introspection).toBe('all');
  });

  it('takes figures for single roles, or for all of them and then single ones', () => {
    expect(read({ ONEVISIT_MAX_COST: 'public=7' }).cost).toEqual({ ...read({}).cost, public: 7 });
    expect(read({ ONEVISIT_RATE_LIMIT: 'all=9, lead=10' }).rate).toMatchObject({ public: 9, officer: 9, lead: 10 });
  });

  it('counts nothing of an open gateway’s clients unless it is told to', () => {
    const readOpen = (env: object) => requestLimitsOf(z.object(openLimitsEnvironment).parse(env));
    expect(readOpen({})).toMatchObject({ rate: undefined, newSelections: undefined });
    expect(readOpen({}).cost.public).toBe(Number.MAX_SAFE_INTEGER);
    const env = { ONEVISIT_RATE_LIMIT: 'public=9', ONEVISIT_MAX_COST: 'public=8', ONEVISIT_NEW_SELECTIONS: 'public=7' };
    expect(readOpen(env)).toMatchObject({ rate: { public: 9 }, cost: { public: 8 }, newSelections: { public: 7 } });
  });

  it.each(['public', 'public=', 'public=0', 'public=x', 'root=5', '=5'])('refuses "%s"', (text) => {
    expect(() => read({ ONEVISIT_MAX_COST: text })).toThrow(/ONEVISIT_MAX_COST/);
  });
});
