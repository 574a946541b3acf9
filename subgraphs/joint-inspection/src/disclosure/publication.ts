import { citedAs, type Moment } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { rulesOfPlan } from '../rules/PlanRules.js';

/** From the earliest on. */
const MOMENTS: readonly Moment[] = ['AT_DRAW', 'AT_VISIT', 'AFTER_WINDOW'];

const order = (moment: string): number => MOMENTS.indexOf(moment as Moment);

/**
 * Sets when the crews of a plan become public, and checks when its visits do: a plan may choose a later moment than its rules,
 * never an earlier one; its crews become public with the visits, or later where a rule says so.
 * @throws OV_JOINT_DISCLOSURE_EARLY
 */
export async function settlePublication(tx: Prisma.TransactionClient, planId: string): Promise<void> {
  const plan = await tx.jointPlan.findUniqueOrThrow({ where: { id: planId }, include: { legs: true } });
  const departments = new Set(plan.legs.map((leg) => leg.department));
  const rules = (await rulesOfPlan(tx, planId)).each(departments, 'publication');
  let crewMoment = plan.disclosure;
  for (const { department, rule } of rules) {
    if (order(plan.disclosure) < order(rule.visits)) {
      const values = { disclosure: plan.disclosure, earliest: rule.visits, department, cite: citedAs(rule.cite) };
      throw jointError('OV_JOINT_DISCLOSURE_EARLY', values);
    }
    if (order(crewMoment) < order(rule.crews)) crewMoment = rule.crews;
  }
  await tx.jointPlan.update({ where: { id: planId }, data: { crewMoment } });
}
