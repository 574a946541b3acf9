import { type FullCitation, workingCalendar } from '@onevisit/rules';
import type { Database, Prisma } from '../../database.js';
import { CITY, rulesInForce } from '../../rules/PlanRules.js';
import { type PlanStep, planSteps } from './planSteps.js';

/** Where a step stands on a day. */
export type PlanStepState = 'OPEN' | 'OVERDUE' | 'DONE' | 'DONE_LATE';

/** A step of the plan calendar, and where it stands. */
export interface StandingStep extends PlanStep {
  readonly doneOn: string | null;
  readonly state: PlanStepState;
  readonly citations: readonly FullCitation[];
}

/**
 * The plan calendar (计划时间表) of a year, by the rules in force on a day: of a department, or of the city's joint plans.
 * @param department its code, or CITY
 */
export async function planCalendar(
  database: Database | Prisma.TransactionClient,
  year: number,
  department: string,
  today: string,
): Promise<readonly StandingStep[]> {
  const rules = await rulesInForce(database, today, department === CITY ? [] : [department]);
  const rule = (department === CITY ? rules.city : rules.of(department)).rule('plan-calendar');
  if (rule === null) return [];
  const rows = await database.planStep.findMany({ where: { department, year } });
  const own = planSteps(rule, year, workingCalendar()).filter(
    ({ plan }) => (plan === 'JOINT') === (department === CITY),
  );
  return own.map((step) => {
    const row = rows.find(
      (each) => each.plan === step.plan && each.step === step.step && each.month === (step.month ?? 0),
    );
    const doneOn = row?.doneOn ?? null;
    return { ...step, doneOn, state: stateOf(step.dueOn, doneOn, today), citations: rule.cite };
  });
}

function stateOf(dueOn: string | null, doneOn: string | null, today: string): PlanStepState {
  if (doneOn !== null) return dueOn !== null && doneOn > dueOn ? 'DONE_LATE' : 'DONE';
  return dueOn !== null && today > dueOn ? 'OVERDUE' : 'OPEN';
}
