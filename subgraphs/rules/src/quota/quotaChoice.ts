import { quotaOf } from '@onevisit/draw';
import { ruleError } from '../errors.js';
import type { QuotaBounds } from './boundsOfDemand.js';
import { demandWords } from './demandsFor.js';
import { comparePercents } from './percentText.js';
import type { StratumCase } from './ResolvedStratum.js';
import type { Demand, PercentLimit } from './WrittenQuota.js';

/** What a plan chooses for a stratum: a whole number of subjects, or a percentage from 0 to 100 as decimal text. */
export type QuotaChoice = { readonly count: number } | { readonly percent: string };

const PERCENT = /^[0-9]+(\.[0-9]+)?$/;

/**
 * How many a choice draws. Its subjects must lie within the bounds, and its percentage within percentages written.
 * @throws OV_RULES_QUOTA_CHOICE_FORM, OV_RULES_QUOTA_CHOICE_OUTSIDE
 */
export function checkChoice({ stratum, demand, population }: StratumCase, choice: QuotaChoice, bounds: QuotaBounds) {
  if (!isWellFormed(choice)) {
    throw ruleError('OV_RULES_QUOTA_CHOICE_FORM', { stratum, choice: JSON.stringify(choice) });
  }
  const drawn = quotaOf(choice, population);
  const { least, most } = bounds;
  const outside = drawn < least || drawn > most || ('percent' in choice && demand && !permits(demand, choice.percent));
  if (outside) {
    const chosen = 'percent' in choice ? `${choice.percent}%` : choice.count;
    throw ruleError('OV_RULES_QUOTA_CHOICE_OUTSIDE', { ...demandWords(demand), stratum, chosen, least, most });
  }
  return drawn;
}

function isWellFormed(choice: QuotaChoice): boolean {
  if ('percent' in choice) {
    return !('count' in choice) && PERCENT.test(choice.percent) && comparePercents(choice.percent, '100') <= 0;
  }
  return Number.isSafeInteger(choice.count) && choice.count >= 0;
}

/** Whether a percentage lies within those of a demand that are firm. */
function permits(demand: Demand, percent: string): boolean {
  if (demand.kind === 'TO_BE_SET') return true;
  const { leastPercent, mostPercent } = demand.limits ?? {};
  const amount = demand.kind === 'FIXED_PERCENT' && demand.limits === undefined ? demand.amount : undefined;
  const side = (limit: PercentLimit | undefined) =>
    limit === undefined || limit.soft !== undefined ? undefined : comparePercents(percent, limit.percent);
  const beyondLeast = side(leastPercent) ?? 1;
  const beyondMost = side(mostPercent) ?? -1;
  return (
    (leastPercent?.exclusive ? beyondLeast > 0 : beyondLeast >= 0) &&
    (mostPercent?.exclusive ? beyondMost < 0 : beyondMost <= 0) &&
    (side(amount) ?? 0) === 0
  );
}
