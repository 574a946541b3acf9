import { OneVisitError } from '@onevisit/kit';
import type { DepartmentPlanFacts } from '../departments/answers.js';
import type { Departments } from '../departments/Departments.js';
import type { PlanStep } from '../plans/calendar/planSteps.js';

/** What a department tells of its plans: those of a year, or that it keeps none over the contract, or nothing at all. */
export type ToldPlans =
  | { readonly kind: 'KEPT'; readonly plans: readonly DepartmentPlanFacts[] }
  | { readonly kind: 'NOT_KEPT' }
  | { readonly kind: 'UNANSWERED' };

/** A department of whose plans nothing is to be asked: the city's joint plans are not a department's. */
export const NO_PLANS: ToldPlans = { kind: 'NOT_KEPT' };

/**
 * Asks a department for its plans of a year.
 * @throws what `DepartmentClient` throws, and OV_JOINT_UNKNOWN_DEPARTMENT
 */
export async function askForPlans(departments: Departments, department: string, year: number): Promise<ToldPlans> {
  const plans = await departments.client(department).plans(year);
  return plans === null ? NO_PLANS : { kind: 'KEPT', plans };
}

/** As `askForPlans`, but a department that does not answer, or not by the contract, holds nothing up. */
export async function plansIfTold(departments: Departments, department: string, year: number): Promise<ToldPlans> {
  const client = departments.client(department);
  try {
    const plans = await client.plans(year);
    return plans === null ? NO_PLANS : { kind: 'KEPT', plans };
  } catch (cause) {
    if (!(cause instanceof OneVisitError)) throw cause;
    return { kind: 'UNANSWERED' };
  }
}

/** Whether a step is the submission of a department's own plan. */
export function isSubmission({ plan, step }: Pick<PlanStep, 'plan' | 'step'>): boolean {
  return step === 'SUBMIT' && plan !== 'JOINT';
}

/** How far the submission of a period's plans has come. */
export interface Submission {
  /** Day on which the last of them was submitted; null while one is open, or there is none. */
  readonly doneOn: string | null;
  /** Plans that are not submitted yet. */
  readonly open: readonly DepartmentPlanFacts[];
}

/**
 * How far the plans of a step's period have come: it is done with the last of them, since several units of a department may each have
 * their own (Changzhou 四1: 局业务处室的年度计划). Supplements come when they come, and those that were withdrawn never.
 */
export function submissionOf(
  plans: readonly DepartmentPlanFacts[],
  { plan: period, month }: Pick<PlanStep, 'plan' | 'month'>,
): Submission {
  const due = plans.filter(
    (plan) =>
      plan.period === period && plan.month === month && plan.supplementary !== true && plan.status !== 'WITHDRAWN',
  );
  const open = due.filter(({ submittedOn }) => submittedOn === null);
  const days = due.flatMap(({ submittedOn }) => submittedOn ?? []).sort();
  return { doneOn: open.length === 0 ? (days.at(-1) ?? null) : null, open };
}
