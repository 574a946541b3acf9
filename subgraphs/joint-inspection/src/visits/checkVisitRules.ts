import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { CrewRule } from '../plans/terms.js';
import { rulesOfPlan } from '../rules/PlanRules.js';
import { checkLegsMeet } from './oneVisit.js';

/**
 * Checks that the visits of a plan can be made as its rules have it: one visit for all legs, and crews of enough officers
 * (Karamay 三(五)).
 * @throws OV_JOINT_LEGS_DO_NOT_MEET, OV_JOINT_CREW_TOO_SMALL
 */
export async function checkVisitRules(tx: Prisma.TransactionClient, planId: string): Promise<void> {
  const { legs, minOverlap } = await tx.jointPlan.findUniqueOrThrow({ where: { id: planId }, include: { legs: true } });
  const rules = await rulesOfPlan(tx, planId);
  checkLegsMeet(rules, legs, minOverlap);
  for (const { id, department, crew } of legs) {
    const rule = rules.of(department).rule('officers');
    const { size } = crew as unknown as CrewRule;
    if (rule === null || size >= rule.fewest) continue;
    throw jointError('OV_JOINT_CREW_TOO_SMALL', { id, size, fewest: rule.fewest, cite: citedAs(rule.cite) });
  }
}
