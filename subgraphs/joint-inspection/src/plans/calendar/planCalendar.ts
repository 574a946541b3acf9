import { type FullCitation, stateOf, type WorkingCalendar } from '@onevisit/rules';
import type { Database, Prisma } from '../../database.js';
import { loadCalendar } from '../../deadlines/calendar.js';
import { isSubmission, NO_PLANS, submissionOf, type ToldPlans } from '../../departmentPlans/toldPlans.js';
import type { DepartmentPlanFacts } from '../../departments/answers.js';
import { CITY, rulesInForce } from '../../rules/PlanRules.js';
import { datedPlans, phaseOfStep } from './jointSteps.js';
import { type PlanStep, planSteps } from './planSteps.js';

/** Where a step stands on a day. */
export type PlanStepState = 'OPEN' | 'DUE_SOON' | 'OVERDUE' | 'DONE' | 'DONE_LATE' | 'UNKNOWN';

/** A step of the plan calendar, and where it stands. */
export interface StandingStep extends PlanStep {
  readonly doneOn: string | null;
  readonly state: PlanStepState;
  /** Plans of the department that are still to be submitted for it. */
  readonly open: readonly DepartmentPlanFacts[];
  readonly citations: readonly FullCitation[];
  /** The joint plan whose step it is; null for steps of departments, and of joint plans where none is convened. */
  readonly planId: string | null;
}

/**
 * The plan calendar (计划时间表) of a year, by the rules in force on a day: of a department, or of the city's joint plans. What moves of joint
 * plans make (conference, filing, publication) stands there for each plan of the year, as its history says; a plan of a department is
 * submitted when the department says so, where it keeps plans over the contract; all other steps are kept here.
 * @param department its code, or CITY
 * @param visible which joint plans whoever asks may see
 * @param told the department's plans of the year
 */
export async function planCalendar(
  database: Database | Prisma.TransactionClient,
  year: number,
  department: string,
  today: string,
  visible: Prisma.JointPlanWhereInput,
  told: ToldPlans = NO_PLANS,
): Promise<readonly StandingStep[]> {
  const rules = await rulesInForce(database, today, department === CITY ? [] : [department]);
  const rule = (department === CITY ? rules.city : rules.of(department)).rule('plan-calendar');
  if (rule === null) return [];
  const calendar = await loadCalendar(database);
  const rows = await database.planStep.findMany({ where: { department, year } });
  const own = planSteps(rule, year, calendar).filter(({ plan }) => (plan === 'JOINT') === (department === CITY));
  const plans = department === CITY ? await datedPlans(database, year, visible) : [];
  return own.flatMap((step): readonly StandingStep[] => {
    const citations = rule.cite;
    const phase = phaseOfStep(step);
    if (phase !== null && plans.length > 0) {
      return plans.map(({ planId, days }) => {
        const doneOn = days.get(phase) ?? null;
        return { ...step, planId, doneOn, state: stepState(step.dueOn, doneOn, today, calendar), open: [], citations };
      });
    }
    const row = rows.find(
      (each) => each.plan === step.plan && each.step === step.step && each.month === (step.month ?? 0),
    );
    const submission = isSubmission(step) && told.kind === 'KEPT' ? submissionOf(told.plans, step) : null;
    const doneOn = submission?.doneOn ?? (phase === null ? (row?.doneOn ?? null) : null);
    const isUnknown = isSubmission(step) && told.kind === 'UNANSWERED' && doneOn === null;
    const state = isUnknown ? 'UNKNOWN' : stepState(step.dueOn, doneOn, today, calendar);
    return [{ ...step, planId: null, doneOn, state, open: submission?.open ?? [], citations }];
  });
}

/** Where a step stands on a day that is due on one and was done on another, as far as there are any. */
export function stepState(
  due: string | null,
  doneOn: string | null,
  today: string,
  calendar: WorkingCalendar,
): Exclude<PlanStepState, 'UNKNOWN'> {
  if (doneOn !== null) return due !== null && doneOn > due ? 'DONE_LATE' : 'DONE';
  if (due === null) return 'OPEN';
  const deadline = { status: 'RUNNING', due, provisional: false, anchor: null, suspensions: [] } as const;
  const { state } = stateOf(deadline, { today, closedOn: null }, calendar);
  return state === 'DUE_SOON' || state === 'OVERDUE' ? state : 'OPEN';
}
