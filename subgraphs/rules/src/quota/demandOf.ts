import type { OneVisitError } from '@onevisit/kit/errors';
import type { Cursor } from './Cursor.js';
import { comparePercents } from './percentText.js';
import type { Amount } from './takeAmount.js';
import type { Comparison } from './takeComparison.js';
import type { Term } from './takeTerm.js';
import type { CountAmount, Demand, Limits, PercentAmount } from './WrittenQuota.js';

/** What has been said so far. */
interface Gathered {
  percent?: PercentAmount;
  count?: CountAmount;
  limits: Limits;
  toBeSet: boolean;
}

/**
 * The demand that terms make together: a percentage and a count side by side are one amount (10%(20户)), bounds narrow it.
 * @param cursor of the cell, for errors
 * @throws OV_RULES_QUOTA_REPEATED, OV_RULES_QUOTA_REVERSED, OV_RULES_QUOTA_COUNT
 */
export function demandOf(terms: readonly Term[], cursor: Cursor): Demand {
  const gathered: Gathered = { limits: {}, toBeSet: false };
  for (const term of terms) {
    const refuse = (name: 'REPEATED' | 'REVERSED' | 'COUNT') => cursor.error(`OV_RULES_QUOTA_${name}`, term.offset);
    if (gathered.toBeSet || (term.kind === 'TO_BE_SET' && term !== terms[0])) throw refuse('REPEATED');
    gather(gathered, term, refuse);
    if (!isConsistent(gathered)) throw refuse('REVERSED');
  }
  const { percent, count, toBeSet } = gathered;
  if (toBeSet) return { kind: 'TO_BE_SET' };
  const { limits } = gathered;
  const limited = Object.keys(limits).length === 0 ? {} : { limits };
  if (percent !== undefined) {
    return { kind: 'FIXED_PERCENT', amount: percent, ...(count !== undefined && { amountsTo: count }), ...limited };
  }
  return count === undefined ? { kind: 'BOUNDED', limits } : { kind: 'FIXED_COUNT', amount: count, ...limited };
}

type Refuse = (name: 'REPEATED' | 'COUNT') => OneVisitError;

function gather(gathered: Gathered, term: Term, refuse: Refuse): void {
  switch (term.kind) {
    case 'TO_BE_SET':
      gathered.toBeSet = true;
      return;
    case 'BOUND':
      gathered.limits = bounded(gathered.limits, term.comparison, term.amount, refuse);
      return;
    case 'RANGE':
      gathered.limits = bounded(gathered.limits, 'AT_LEAST', term.from, refuse);
      gathered.limits = bounded(gathered.limits, 'AT_MOST', term.to, refuse);
      return;
    default: {
      const { amount } = term;
      const slot = 'percent' in amount ? 'percent' : 'count';
      if (gathered[slot] !== undefined) throw refuse('REPEATED');
      Object.assign(gathered, { [slot]: amount });
    }
  }
}

function bounded(limits: Limits, comparison: Comparison, amount: Amount, refuse: Refuse): Limits {
  const lower = comparison === 'AT_LEAST' || comparison === 'OVER';
  const exclusive = comparison === 'OVER' || comparison === 'UNDER';
  if ('percent' in amount) {
    const slot = lower ? 'leastPercent' : 'mostPercent';
    if (limits[slot] !== undefined) throw refuse('REPEATED');
    return { ...limits, [slot]: exclusive ? { ...amount, exclusive: true } : amount };
  }
  const slot = lower ? 'leastCount' : 'mostCount';
  if (limits[slot] !== undefined) throw refuse('REPEATED');
  const count = amount.count + (comparison === 'OVER' ? 1 : 0) - (comparison === 'UNDER' ? 1 : 0);
  if (count < 0) throw refuse('COUNT');
  return { ...limits, [slot]: { ...amount, count } };
}

/** Whether percentages, and counts, stand in order: least ≤ amount ≤ most. */
function isConsistent({ percent, count, limits }: Gathered): boolean {
  const { leastPercent, mostPercent, leastCount, mostCount } = limits;
  const percents = [leastPercent, percent, mostPercent].filter((one) => one !== undefined);
  // A count beside a percentage says what the percentage amounted to; bounds on counts are about the draw.
  const counts = [leastCount, percent === undefined ? count : undefined, mostCount].filter((one) => one !== undefined);
  return (
    percents.every(
      (one, index) => index === 0 || comparePercents(percents[index - 1]?.percent ?? '0', one.percent) <= 0,
    ) && counts.every((one, index) => index === 0 || (counts[index - 1]?.count ?? 0) <= one.count)
  );
}
