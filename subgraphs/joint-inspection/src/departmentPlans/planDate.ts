import { workingCalendar } from '@onevisit/rules';
import type { DepartmentPlanFacts } from '../departments/answers.js';
import { planSteps } from '../plans/calendar/planSteps.js';
import type { PlanRules } from '../rules/PlanRules.js';
import { isSubmission } from './toldPlans.js';

/** By when a plan was to be submitted, and whether it is late. */
export interface PlanDate {
  /** Null where the rules set no date, or the plan is a supplement. */
  readonly submitBy: string | null;
  /** Whether it was submitted late, or is not submitted though it should be (逾期报送). */
  readonly late: boolean;
}

/** Rule plan-calendar: by when a department's plan is to be submitted, and whether it is late as of a day. */
export function planDate(
  rules: PlanRules,
  department: string,
  plan: Pick<DepartmentPlanFacts, 'year' | 'period' | 'month' | 'supplementary' | 'submittedOn'>,
  on: string,
): PlanDate {
  const rule = rules.of(department).rule('plan-calendar');
  if (rule === null || plan.supplementary === true) return { submitBy: null, late: false };
  const step = planSteps(rule, plan.year, workingCalendar()).find(
    (each) => isSubmission(each) && each.plan === plan.period && each.month === plan.month,
  );
  const submitBy = step?.dueOn ?? null;
  return { submitBy, late: submitBy !== null && (plan.submittedOn ?? on) > submitBy };
}
