import { type FullCitation, stateOf, type WorkingCalendar } from '@onevisit/rules';
import type { Database, Prisma } from '../../database.js';
import { loadCalendar } from '../../deadlines/calendar.js';
import { isSubmission, submissionOf, type ToldPlans } from '../../departmentPlans/toldPlans.js';
import type { DepartmentPlanFacts } from '../../departments/answers.js';
import { CITY, rulesInForce } from '../../rules/PlanRules.js';
import { datedPlans, phaseOfStep } from './jointSteps.js';
import { type PlanStep, planSteps } from './planSteps.js';

/** Where a step stands on a day. */
export type PlanStepState = 'OPEN' | 'DUE_SOON' | 'OVERDUE' | 'DONE' | 'DONE_LATE' | 'UNKNOWN';

/** Whose calendar of which year, as of which day, and what is known besides what is kept here. */
export interface CalendarOf {
  /** A department's code, or CITY. */
  readonly department: string;
  readonly year: number;
  readonly today: string;
  /** What the department tells of its plans of the year. */
  readonly told: ToldPlans;
  /** Which joint plans whoever asks may see. */
  readonly visible: Prisma.JointPlanWhereInput;
}

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

/** What is known of one step. */
type Known = Pick<StandingStep, 'doneOn' | 'open' | 'planId'> & { readonly isUnknown: boolean };

/**
 * The plan calendar (计划时间表) of a year, by the rules in force on a day: of a department, or of the city's joint plans. What moves of joint
 * plans make (conference, filing, publication) stands there for each plan of the year, as its history says. A plan of a department is
 * submitted when the department says so, where it keeps plans over the contract; all other steps are kept here.
 */
export async function planCalendar(
  database: Database | Prisma.TransactionClient,
  { department, year, today, told, visible }: CalendarOf,
): Promise<readonly StandingStep[]> {
  const rules = await rulesInForce(database, today, department === CITY ? [] : [department]);
  const rule = (department === CITY ? rules.city : rules.of(department)).rule('plan-calendar');
  if (rule === null) return [];
  const calendar = await loadCalendar(database);
  const rows = await database.planStep.findMany({ where: { department, year } });
  const own = planSteps(rule, year, calendar).filter(({ plan }) => (plan === 'JOINT') === (department === CITY));
  const plans = department === CITY ? await datedPlans(database, year, visible) : [];
  const keptDay = (step: PlanStep): string | null =>
    rows.find((row) => row.plan === step.plan && row.step === step.step && row.month === (step.month ?? 0))?.doneOn ??
    null;
  return own.flatMap((step) =>
    knownOf(step, { told, plans, keptDay: keptDay(step) }).map(({ isUnknown, ...known }): StandingStep => {
      const state = isUnknown ? 'UNKNOWN' : stepState(step.dueOn, known.doneOn, today, calendar);
      return { ...step, ...known, state, citations: rule.cite };
    }),
  );
}

interface Sources {
  readonly told: ToldPlans;
  readonly plans: Awaited<ReturnType<typeof datedPlans>>;
  readonly keptDay: string | null;
}

/** What is known of a step: by the moves of each joint plan, by what the department tells, or as kept. */
function knownOf(step: PlanStep, { told, plans, keptDay }: Sources): readonly Known[] {
  const nothing = { doneOn: null, open: [], planId: null, isUnknown: false };
  const phase = phaseOfStep(step);
  if (phase !== null) {
    const moved = plans.map(({ planId, days }) => ({ ...nothing, planId, doneOn: days.get(phase) ?? null }));
    return moved.length > 0 ? moved : [nothing];
  }
  if (isSubmission(step) && told.kind === 'KEPT') {
    const { doneOn, open } = submissionOf(told.plans, step);
    return [{ ...nothing, doneOn: doneOn ?? keptDay, open }];
  }
  const isUnknown = isSubmission(step) && told.kind === 'UNANSWERED' && keptDay === null;
  return [{ ...nothing, doneOn: keptDay, isUnknown }];
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
