import type { Statement } from '@onevisit/draw';
import type { Prisma } from '../../database.js';
import { rulesOfPlan } from '../../rules/PlanRules.js';
import type { CrewRule, QuotaRule } from '../terms.js';
import { type Feasibility, type FeasibleLeg, feasibilityOf } from './feasibility.js';

/** What a freeze has counted: entries by leg, stratum and standing, and inspectors by department. */
export type FrozenCounts = Pick<Statement, 'entries' | 'inspectors'>;

type Queries = Pick<Prisma.TransactionClient, 'leg' | 'planRules' | 'ruleAdoption'>;

/** Whether a plan can be drawn from pools as they were counted. */
export async function feasibilityOfPlan(database: Queries, planId: string, counts: FrozenCounts): Promise<Feasibility> {
  const legs = await database.leg.findMany({ where: { planId }, include: { items: true }, orderBy: { id: 'asc' } });
  const measured = legs.map((leg): FeasibleLeg => {
    const staff = counts.inspectors.find(({ department }) => department === leg.department);
    return {
      id: leg.id,
      department: leg.department,
      quota: leg.quota as unknown as readonly QuotaRule[],
      quotaText: leg.quotaText,
      items: leg.items.map(({ itemId, itemClass, ratioLimit }) => ({ id: itemId, itemClass, ratioLimit })),
      crewSize: (leg.crew as unknown as CrewRule).size,
      strata: strataOf(counts.entries, leg.id),
      capacity: staff?.capacity ?? null,
    };
  });
  return feasibilityOf(measured, await rulesOfPlan(database, planId));
}

function strataOf(entries: FrozenCounts['entries'], legId: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const strata = new Map<string, Map<string, number>>();
  for (const { leg, stratum, standing, entries: count } of entries) {
    if (leg !== legId) continue;
    const standings = strata.get(stratum) ?? new Map<string, number>();
    strata.set(stratum, standings.set(standing, count));
  }
  return strata;
}
