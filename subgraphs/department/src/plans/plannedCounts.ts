import { quotaOf } from '@onevisit/draw/quota';
import type { PlanTask } from '../generated/client.js';
import type { QuotaRule, StratifyBy } from '../rows.js';
import type { Prisma } from '../store/database.js';
import { populationsOf } from '../store/populations.js';

/**
 * How many subjects a task's quota comes to, for the pool as it stands (计划抽查数): what the draw's own arithmetic makes of it. Strata that
 * only a jurisdiction's rules make (RAISED, TRUSTWORTHY) are not known to a department; their subjects count in their own stratum.
 */
export async function plannedCountOf(tx: Prisma.TransactionClient, task: PlanTask): Promise<number> {
  const terms = {
    condition: task.condition as object,
    stratifyBy: task.stratifyBy as StratifyBy,
    window: { first: task.windowFirst, last: task.windowLast },
  };
  return countOf(task.quota as unknown as readonly QuotaRule[], await populationsOf(tx, terms));
}

/** The sum over all strata of a population. */
export function countOf(rules: readonly QuotaRule[], populations: ReadonlyMap<string, number>): number {
  const ruleFor = (stratum: string): QuotaRule | undefined =>
    rules.find((rule) => rule.stratum === stratum) ?? rules.find((rule) => rule.stratum === '*');
  let sum = 0;
  for (const [stratum, population] of populations) sum += quotaOf(amountOf(ruleFor(stratum)), population);
  return sum;
}

/** A rule as the draw knows it: exactly one of count and percent, and the bounds that were given. */
function amountOf(rule: QuotaRule | undefined): Parameters<typeof quotaOf>[0] {
  if (rule === undefined) return undefined;
  const bounds = { ...(rule.min != null && { min: rule.min }), ...(rule.max != null && { max: rule.max }) };
  if (rule.count != null) return { count: rule.count, ...bounds };
  return { percent: rule.percent ?? '0', ...bounds };
}
