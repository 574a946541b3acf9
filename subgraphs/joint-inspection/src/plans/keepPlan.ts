import { randomUUID } from 'node:crypto';
import { globalId } from '@onevisit/kit';
import { workingCalendar } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import type { PlanTaskTerms } from '../departments/answers.js';
import { settlePublication } from '../disclosure/publication.js';
import { jointError } from '../errors.js';
import type { PlanRules } from '../rules/PlanRules.js';
import { checkStandings } from '../standing/checkStandings.js';
import { planSteps, submitBy } from './calendar/planSteps.js';
import { checkPlanRules } from './checks/index.js';
import type { PlanInput, ProposedLeg, ProposedPlan } from './proposePlan.js';

/** The columns of a plan that say what it is made of. */
export type PlanColumns = ReturnType<typeof columnsOf>;

/**
 * The columns of a plan whose rules permit it.
 * @throws OV_JOINT_RULE_*, OV_JOINT_INITIATOR, OV_JOINT_CO_INITIATOR, and what `checkStandings` refuses
 */
export function permittedColumns(input: PlanInput, plan: ProposedPlan, rules: PlanRules): PlanColumns {
  const { initiator, minOverlap } = input;
  // Rules are about batches whose order is drawn.
  const batches = input.batchDraws === 'ONE_DRAW' ? input.batches : 1;
  const coInitiator = input.coInitiator ?? null;
  if (coInitiator === initiator) throw jointError('OV_JOINT_CO_INITIATOR', { initiator });
  const initiators = coInitiator === null ? [initiator] : [initiator, coInitiator];
  checkPlanRules({ initiators, minOverlap, batches, legs: plan.legs, rules });
  const { legs, terms } = plan;
  const { capRules } = checkStandings(rules, { legs, terms, trustworthy: input.trustworthy ?? null });
  return columnsOf(input, plan, capRules);
}

function columnsOf(input: PlanInput, { invitable }: ProposedPlan, capRules: boolean) {
  const { title, year, initiator, minOverlap, publicSource, disclosure, batches, batchDraws } = input;
  return {
    ...{ title, year, initiator, minOverlap, publicSource, disclosure, batches, batchDraws, capRules },
    coInitiator: input.coInitiator ?? null,
    visitCap: input.visitCap ?? null,
    trustworthy: input.trustworthy ?? null,
    ...(invitable !== null && { couldJoin: invitable as unknown as Prisma.InputJsonObject }),
  };
}

/**
 * Keeps the legs of a plan and their items, in place of those that it had; an item that stays as it was keeps its id. The moments at
 * which it becomes public follow from the rules that it has pinned.
 * @throws OV_JOINT_DISCLOSURE_EARLY; OV_JOINT_ITEM_HAS_RESULTS where an item would go that has results in a void draw
 */
export async function keepLegs(
  tx: Prisma.TransactionClient,
  planId: string,
  legs: readonly ProposedLeg[],
  rules: PlanRules,
): Promise<void> {
  const kept = await keptItems(tx, planId, legs);
  await tx.plannedItem.deleteMany({ where: { planId, id: { notIn: [...kept.values()] } } });
  await tx.leg.deleteMany({ where: { planId, id: { notIn: legs.map(({ id }) => id) } } });
  const present = new Set((await tx.leg.findMany({ where: { planId } })).map(({ id }) => id));
  const rows = legs.map((leg) => legRow(planId, leg, rules));
  for (const row of rows.filter(({ id }) => present.has(id))) {
    await tx.leg.update({ where: { planId_id: { planId, id: row.id } }, data: row });
  }
  await tx.leg.createMany({ data: rows.filter(({ id }) => !present.has(id)) });
  await tx.plannedItem.createMany({
    data: legs.flatMap((leg) =>
      leg.items
        .filter((item) => !kept.has(keyOf(leg.id, item)))
        .map((item) => ({
          ...item,
          id: globalId('joint-inspection', 'planneditem', randomUUID()),
          planId,
          legId: leg.id,
        })),
    ),
  });
  await settlePublication(tx, planId);
}

type ItemVersion = Pick<ProposedLeg['items'][number], 'itemId' | 'version'>;

const keyOf = (legId: string, { itemId, version }: ItemVersion): string => `${legId} ${itemId} ${version}`;

/** Ids of the plan's items that stay as they are, by leg, item and version. */
async function keptItems(
  tx: Prisma.TransactionClient,
  planId: string,
  legs: readonly ProposedLeg[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(legs.flatMap((leg) => leg.items.map((item) => keyOf(leg.id, item))));
  const rows = await tx.plannedItem.findMany({ where: { planId }, include: { results: { take: 1 } } });
  const kept = new Map<string, string>();
  for (const row of rows) {
    const key = keyOf(row.legId, row);
    if (wanted.has(key)) kept.set(key, row.id);
    else if (row.results.length > 0)
      throw jointError('OV_JOINT_ITEM_HAS_RESULTS', { item: row.itemId, leg: row.legId });
  }
  return kept;
}

function legRow(planId: string, { items: _, task, quota, crew, ...leg }: ProposedLeg, rules: PlanRules) {
  return {
    ...leg,
    planId,
    quotaText: task.quotaText,
    stratifyBy: task.stratifyBy,
    submittedOn: task.submittedOn,
    submitBy: submitByOf(rules, leg.department, task),
    quota: quota as unknown as Prisma.InputJsonArray,
    crew: crew as unknown as Prisma.InputJsonObject,
  };
}

/** Rule plan-calendar: by when the task was to be submitted; null where no date is set. */
function submitByOf(rules: PlanRules, department: string, task: PlanTaskTerms): string | null {
  const rule = rules.of(department).rule('plan-calendar');
  return rule === null ? null : submitBy(planSteps(rule, task.year, workingCalendar()), task);
}
