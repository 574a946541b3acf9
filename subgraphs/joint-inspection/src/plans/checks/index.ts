import type { CheckedPlan, PlanCheck } from './CheckedPlan.js';
import { checkCreditClasses } from './checkCreditClasses.js';
import { checkDirectedDraw } from './checkDirectedDraw.js';
import { checkInitiation } from './checkInitiation.js';
import { checkItemClasses } from './checkItemClasses.js';
import { checkItemList } from './checkItemList.js';
import { checkNotByLot } from './checkNotByLot.js';
import { checkOfficers } from './checkOfficers.js';
import { checkOneVisit } from './checkOneVisit.js';

/** What rules demand of a plan before it is convened, a file each. */
const CHECKS: readonly PlanCheck[] = [
  checkInitiation,
  checkItemList,
  checkNotByLot,
  checkItemClasses,
  checkCreditClasses,
  checkOfficers,
  checkDirectedDraw,
  checkOneVisit,
];

/**
 * Refuses a plan that the rules in force forbid, with the article that forbids it.
 * @throws OV_JOINT_RULE_*, OV_JOINT_INITIATOR
 */
export function checkPlanRules(plan: CheckedPlan): void {
  for (const check of CHECKS) check(plan);
}
