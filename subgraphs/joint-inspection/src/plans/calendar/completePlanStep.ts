import { calendarDate, forbidden, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { askForPlans, isSubmission, NO_PLANS } from '../../departmentPlans/toldPlans.js';
import type { Departments } from '../../departments/Departments.js';
import { visiblePlans } from '../../disclosure/visible.js';
import { jointError } from '../../errors.js';
import { CITY } from '../../rules/PlanRules.js';
import { phaseOfStep } from './jointSteps.js';
import { type CalendarOf, planCalendar } from './planCalendar.js';
import type { PlanStep } from './planSteps.js';

/** That a step of the plan calendar was done: GraphQL's CompletePlanStepInput. */
export interface CompletePlanStepInput {
  readonly year: number;
  readonly month?: number | null;
  readonly plan: PlanStep['plan'];
  readonly step: PlanStep['step'];
  /** The day on which it was done. */
  readonly on: string;
}

/** A step that may be completed: of whose plans, and what is known of them. */
export type PreparedStep = Pick<CalendarOf, 'department' | 'told' | 'visible'>;

/**
 * Asks the department whose step it is for its plans, since its steps follow on their submission.
 * @throws OV_KIT_FORBIDDEN, and what `askForPlans` throws
 */
export async function prepareStep(
  departments: Departments,
  viewer: Viewer,
  { plan, year }: CompletePlanStepInput,
): Promise<PreparedStep> {
  const department = scopeOf(viewer, plan);
  const told = department === CITY ? NO_PLANS : await askForPlans(departments, department, year);
  return { department, told, visible: visiblePlans(viewer) };
}

/**
 * Keeps that a step of the plan calendar was done, by an officer of the department, or for joint plans by the lead; what is a move of a joint
 * plan is made by moving it. Steps of a plan follow each other in their order; a late one is kept as late.
 * @returns the scope, for the calendar to be read anew
 * @throws OV_JOINT_PLAN_STEP_MOVES, OV_JOINT_PLAN_STEP_UNKNOWN, OV_JOINT_PLAN_STEP_DONE, OV_JOINT_PLAN_STEP_ORDER, OV_JOINT_PLAN_STEP_DAY;
 *   OV_JOINT_PLAN_STEP_BY_PLAN for the submission of a plan that the department keeps over the contract: that is the step
 */
export async function completePlanStep(
  tx: Prisma.TransactionClient,
  actor: string,
  input: CompletePlanStepInput,
  { department, told, visible }: PreparedStep,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { year, plan, step, on } = input;
  const month = input.month ?? null;
  const today = calendarDate(now);
  if (on > today) throw jointError('OV_JOINT_PLAN_STEP_DAY', { on, today });
  const phase = phaseOfStep(input);
  if (phase !== null) throw jointError('OV_JOINT_PLAN_STEP_MOVES', { step, to: phase });
  const steps = (await planCalendar(tx, { department, year, today, told, visible })).filter(
    (each) => each.plan === plan && each.month === month,
  );
  const found = steps.find((each) => each.step === step);
  if (found === undefined) {
    const known = steps.map((each) => each.step).join(', ') || '—';
    throw jointError('OV_JOINT_PLAN_STEP_UNKNOWN', { plan, step, month: month ?? '—', known });
  }
  if (isSubmission(found) && told.kind === 'KEPT') throw jointError('OV_JOINT_PLAN_STEP_BY_PLAN', { plan, year });
  if (found.doneOn !== null) throw jointError('OV_JOINT_PLAN_STEP_DONE', { plan, step, doneOn: found.doneOn });
  const before = steps.slice(0, steps.indexOf(found)).findLast((each) => each.doneOn === null || each.doneOn > on);
  if (before !== undefined) {
    throw jointError('OV_JOINT_PLAN_STEP_ORDER', { plan, step, before: before.step, doneOn: before.doneOn ?? '—' });
  }
  const key = { department, year, month: month ?? 0, plan, step };
  await tx.planStep.create({ data: { ...key, dueOn: found.dueOn, doneOn: on, by: actor, at: now } });
  const late = found.dueOn !== null && on > found.dueOn;
  const target = `plan-calendar:${department || 'city'}:${year}`;
  return { response: department, step: { action: 'plan.step', target, detail: { plan, step, month, on, late } } };
}

function scopeOf(viewer: Viewer, plan: string): string {
  if (plan === 'JOINT' && viewer.role === 'lead') return CITY;
  if (plan !== 'JOINT' && viewer.role === 'officer') return viewer.department;
  throw forbidden(viewer, 'Mutation.completePlanStep', [plan === 'JOINT' ? 'lead' : 'officer']);
}
