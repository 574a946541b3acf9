import type { WorkingCalendar } from '@onevisit/rules';
import type { Database } from '../database.js';
import { loadCalendar } from '../deadlines/calendar.js';
import type { DepartmentPlanFacts } from '../departments/answers.js';
import { planSteps } from '../plans/calendar/planSteps.js';
import { type PlanRules, rulesInForce } from '../rules/PlanRules.js';
import { isSubmission } from './toldPlans.js';

/** By when a plan was to be submitted, and whether it is late. */
export interface PlanDate {
  /** Null where the rules set no date, or the plan is a supplement. */
  readonly submitBy: string | null;
  /** Whether it was submitted late, or is not submitted though it should be (逾期报送). */
  readonly late: boolean;
}

/** What plans are dated by: the rules in force on a day, and the calendar of working days. */
export interface Dating {
  readonly rules: PlanRules;
  readonly calendar: WorkingCalendar;
  /** The day. */
  readonly on: string;
}

/** What the plans of departments are dated by on a day. */
export async function datingOf(database: Database, departments: Iterable<string>, on: string): Promise<Dating> {
  const [rules, calendar] = await Promise.all([rulesInForce(database, on, departments), loadCalendar(database)]);
  return { rules, calendar, on };
}

/** Rule plan-calendar: by when a department's plan is to be submitted, and whether it is late. */
export function planDate(
  { rules, calendar, on }: Dating,
  department: string,
  plan: Pick<DepartmentPlanFacts, 'year' | 'period' | 'month' | 'supplementary' | 'submittedOn'>,
): PlanDate {
  const rule = rules.of(department).rule('plan-calendar');
  if (rule === null || plan.supplementary === true) return { submitBy: null, late: false };
  const step = planSteps(rule, plan.year, calendar).find(
    (each) => isSubmission(each) && each.plan === plan.period && each.month === plan.month,
  );
  const submitBy = step?.dueOn ?? null;
  return { submitBy, late: submitBy !== null && (plan.submittedOn ?? on) > submitBy };
}
