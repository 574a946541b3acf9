import { percentOf } from './percentOf.js';
import type { Leg, QuotaRule } from './terms.js';

/** The rule that a leg's quota has for a stratum: its own, else that of `*`, else none (§3). */
export function quotaRuleFor(leg: Pick<Leg, 'quota'>, stratum: string): QuotaRule | undefined {
  const { strata } = leg.quota;
  if (Object.hasOwn(strata, stratum)) return strata[stratum];
  return Object.hasOwn(strata, '*') ? strata['*'] : undefined;
}

/** How many of a stratum with `population` entries the rule asks for (§3): a whole number, at most `population`. */
export function quotaOf(rule: QuotaRule | undefined, population: number): number {
  if (rule === undefined) return 0;
  let quota = 'count' in rule ? BigInt(rule.count) : percentOf(rule.percent, population);
  if (rule.min !== undefined) quota = larger(quota, BigInt(rule.min));
  if (rule.max !== undefined) quota = smaller(quota, BigInt(rule.max));
  return Number(smaller(quota, BigInt(population)));
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
