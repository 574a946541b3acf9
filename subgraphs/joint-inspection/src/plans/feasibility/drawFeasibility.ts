import { type Leg, parseTerms, type Statement } from '@onevisit/draw';
import type { Prisma } from '../../database.js';
import { PlanRules, rulesOfPlan } from '../../rules/PlanRules.js';
import type { CrewRule, QuotaRule } from '../terms.js';
import { type Feasibility, type FeasibleLeg, feasibilityOf } from './feasibility.js';

/** What a freeze has counted: entries by leg, stratum and standing, and inspectors by department. */
export type FrozenCounts = Pick<Statement, 'entries' | 'inspectors'>;

type Queries = Pick<Prisma.TransactionClient, 'leg' | 'jointPlan' | 'planRules' | 'ruleAdoption'>;

/** A frozen draw, as far as it is measured. */
export interface MeasuredDraw {
  readonly planId: string;
  readonly follows: string | null;
  readonly terms: unknown;
}

/**
 * Whether a plan can be drawn from pools as they were counted. Rules are about the year: they are held against the plan's
 * quotas. What a draw is short of is measured by its own, which is a part of them where the plan has several draws.
 */
export async function feasibilityOfDraw(
  database: Queries,
  { planId, follows, terms }: MeasuredDraw,
  counts: FrozenCounts,
): Promise<Feasibility> {
  const plan = await database.jointPlan.findUniqueOrThrow({ where: { id: planId }, select: { batchDraws: true } });
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
  const ofYear = feasibilityOf(measured, await rulesOfPlan(database, planId));
  if (follows === null && plan.batchDraws === 'ONE_DRAW') return ofYear;
  const own = parseTerms(terms).legs;
  const ofDraw = measured.map((leg) => ({ ...leg, quota: quotaIn(own, leg.id), quotaText: null, items: [] }));
  const { shortages, cautions } = feasibilityOf(ofDraw, NO_RULES);
  return { ...ofYear, shortages, cautions };
}

const NO_RULES = new PlanRules(new Map());

function quotaIn(legs: readonly Leg[], id: string): readonly QuotaRule[] {
  const strata = legs.find((leg) => leg.id === id)?.quota.strata ?? {};
  return Object.entries(strata).map(([stratum, rule]) => ({ stratum, ...rule }));
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
