import { type Leg, type QuotaRule, quotaOf } from '@onevisit/draw';
import { ruleError } from '../errors.js';
import { type WholeDemand, wholesOf } from './boundsOf.js';
import { boundsOfDemand, type QuotaBounds } from './boundsOfDemand.js';
import { demandsFor, demandWords, populationOf, type QuotaScope } from './demandsFor.js';
import { checkChoice, type QuotaChoice } from './quotaChoice.js';
import { type QuotaRemark, remarksOf } from './quotaRemarks.js';
import type { ResolvedStratum, StratumCase } from './ResolvedStratum.js';
import type { Demand, Frequency, WrittenQuota } from './WrittenQuota.js';

/** A pool, and what the plan chooses where the quota leaves a choice. */
export interface QuotaPlan extends QuotaScope {
  /** By the pool's strata; `*` for those without a choice of their own. */
  readonly chosen?: Readonly<Record<string, QuotaChoice>>;
}

/** What a draw gets, and what is not the draw's business. */
export interface ResolvedQuota {
  /** As the terms of a draw have it (draw protocol §3), a rule for each stratum of the pool. */
  readonly quota: Leg['quota'];
  /** For the visit budget. */
  readonly frequency?: Frequency;
  /** For the check of feasibility: a draw of this quota is not refused here for them. */
  readonly wholes: readonly WholeDemand[];
  /** What somebody should know, though it stops nothing. */
  readonly remarks: readonly QuotaRemark[];
}

/**
 * The draw's quota for a pool. Bounds are for the plan to choose within; where it chooses nothing, the lower bound is taken,
 * bounds in principle included.
 * @throws OV_RULES_QUOTA_* of demandsFor; _CHOICE_NEEDED where there is no lower bound; _CHOICE_FORM, _CHOICE_UNKNOWN,
 * _CHOICE_OUTSIDE; _NOT_DIVIDED for a count over several strata without choices; _INFEASIBLE for bounds that exclude each other
 */
export function resolveQuota(quota: WrittenQuota, plan: QuotaPlan): ResolvedQuota {
  const demands = demandsFor(quota, plan);
  const population = populationOf(plan);
  const chosen = plan.chosen ?? {};
  for (const stratum of Object.keys(chosen)) {
    if (stratum === '*' || demands.byStratum.has(stratum)) continue;
    throw ruleError('OV_RULES_QUOTA_CHOICE_UNKNOWN', { stratum, known: [...demands.byStratum.keys()].join(', ') });
  }
  const strata = [...demands.byStratum].map(([stratum, demand]): ResolvedStratum => {
    const choice = Object.hasOwn(chosen, stratum) ? chosen[stratum] : chosen['*'];
    if (choice === undefined && demands.pool !== undefined) {
      const among = [...demands.byStratum.keys()].join(', ');
      throw ruleError('OV_RULES_QUOTA_NOT_DIVIDED', { ...demandWords(demands.pool), strata: among });
    }
    return resolveStratum({ stratum, demand, population: plan.populations[stratum] ?? 0, choice });
  });
  const wholes = wholesOf(quota, demands, population);
  checkPool(wholes, strata);
  return {
    quota: { strata: Object.fromEntries(strata.map(({ stratum, rule }) => [stratum, rule])) },
    ...(quota.frequency !== undefined && { frequency: quota.frequency }),
    wholes: wholes.filter(({ of }) => of !== 'POOL'),
    remarks: remarksOf(quota, population, strata),
  };
}

function resolveStratum(one: StratumCase): ResolvedStratum {
  const { stratum, demand, population, choice } = one;
  const bounds = boundsOfDemand(demand, population);
  const { least, most } = bounds;
  if (least > most) {
    throw ruleError('OV_RULES_QUOTA_INFEASIBLE', { ...demandWords(demand), stratum, population, least, most });
  }
  if (choice !== undefined) {
    const drawn = checkChoice(one, choice, bounds);
    return { ...one, bounds, rule: choice, drawn };
  }
  const written = demand && writtenRule(demand);
  if (written === undefined) {
    throw ruleError('OV_RULES_QUOTA_CHOICE_NEEDED', { ...demandWords(demand), stratum, least, most });
  }
  const rule = within(written, bounds, population);
  return { ...one, bounds, rule, drawn: quotaOf(rule, population) };
}

/** The rule as far as the draw's terms have words for it, so that it still holds if the population changes before the freeze. */
function writtenRule(demand: Demand): QuotaRule | undefined {
  if (demand.kind === 'TO_BE_SET') return undefined;
  const { leastPercent, leastCount, mostCount } = demand.limits ?? {};
  const amount = demand.kind === 'BOUNDED' ? (leastPercent ?? leastCount) : demand.amount;
  if (amount === undefined) return undefined;
  const isBound = amount === leastCount;
  return {
    ...('percent' in amount ? { percent: amount.percent } : { count: amount.count }),
    ...(leastCount !== undefined && !isBound && { min: leastCount.count }),
    ...(mostCount !== undefined && !isBound && { max: mostCount.count }),
  };
}

/** The rule, narrowed to the bounds if it leaves them on this population. */
function within(rule: QuotaRule, bounds: QuotaBounds, population: number): QuotaRule {
  const { leastInPrinciple: least, mostInPrinciple: most } = bounds;
  const drawn = quotaOf(rule, population);
  if (drawn > most) return { ...rule, max: most };
  if (drawn >= least) return rule;
  return { ...rule, min: least, ...(rule.max !== undefined && { max: Math.max(rule.max, least) }) };
}

function checkPool(wholes: readonly WholeDemand[], strata: readonly ResolvedStratum[]): void {
  const pool = wholes.find(({ of }) => of === 'POOL');
  if (pool === undefined) return;
  const { least, most } = pool.bounds;
  const chosen = strata.reduce((sum, { drawn }) => sum + drawn, 0);
  if (least <= chosen && chosen <= most) return;
  throw ruleError('OV_RULES_QUOTA_CHOICE_OUTSIDE', {
    ...demandWords(pool.demand),
    stratum: '全部 all',
    chosen,
    least,
    most,
  });
}
