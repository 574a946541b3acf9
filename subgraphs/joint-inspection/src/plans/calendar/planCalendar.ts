import { type FullCitation, workingCalendar } from '@onevisit/rules';
import type { Database, Prisma } from '../../database.js';
import { CITY, rulesInForce } from '../../rules/PlanRules.js';
import { datedPlans, phaseOfStep } from './jointSteps.js';
import { type PlanStep, planSteps } from './planSteps.js';

/** Where a step stands on a day. */
export type PlanStepState = 'OPEN' | 'OVERDUE' | 'DONE' | 'DONE_LATE';

/** A step of the plan calendar, and where it stands. */
export interface StandingStep extends PlanStep {
  readonly doneOn: string | null;
  readonly state: PlanStepState;
  readonly citations: readonly FullCitation[];
  /** The joint plan whose step it is; null for steps of departments, and of joint plans where none is convened. */
  readonly planId: string | null;
}

/**
 * The plan calendar (计划时间表) of a year, by the rules in force on a day: of a department, or of the city's joint plans. What moves of joint
 * plans make (conference, filing, publication) stands there for each plan of the year, as its history says.
 * @param department its code, or CITY
 * @param visible which joint plans whoever asks may see
 */
export async function planCalendar(
  database: Database | Prisma.TransactionClient,
  year: number,
  department: string,
  today: string,
  visible: Prisma.JointPlanWhereInput,
): Promise<readonly StandingStep[]> {
  const rules = await rulesInForce(database, today, department === CITY ? [] : [department]);
  const rule = (department === CITY ? rules.city : rules.of(department)).rule('plan-calendar');
  if (rule === null) return [];
  const rows = await database.planStep.findMany({ where: { department, year } });
  const own = planSteps(rule, year, workingCalendar()).filter(
    ({ plan }) => (plan === 'JOINT') === (department === CITY),
  );
  const standing = (step: PlanStep, doneOn: string | null, planId: string | null): StandingStep => {
    return { ...step, planId, doneOn, state: stateOf(step.dueOn, doneOn, today), citations: rule.cite };
  };
  const plans = department === CITY ? await datedPlans(database, year, visible) : [];
  return own.flatMap((step) => {
    const phase = phaseOfStep(step);
    if (phase !== null && plans.length > 0) {
      return plans.map(({ planId, days }) => standing(step, days.get(phase) ?? null, planId));
    }
    const row = rows.find(
      (each) => each.plan === step.plan && each.step === step.step && each.month === (step.month ?? 0),
    );
    return [standing(step, phase === null ? (row?.doneOn ?? null) : null, null)];
  });
}

function stateOf(dueOn: string | null, doneOn: string | null, today: string): PlanStepState {
  if (doneOn !== null) return dueOn !== null && doneOn > dueOn ? 'DONE_LATE' : 'DONE';
  return dueOn !== null && today > dueOn ? 'OVERDUE' : 'OPEN';
}
