import { type CitedRule, planDeadlineOf, type WorkingCalendar } from '@onevisit/rules';

/** A step of the plan calendar, for one year's or month's plan. */
export interface PlanStep {
  readonly plan: 'ANNUAL' | 'MONTHLY' | 'JOINT';
  readonly step: CitedRule<'plan-calendar'>['steps'][number]['step'];
  /** 1 to 12; null: of the year's plan. */
  readonly month: number | null;
  /** YYYY-MM-DD; null where only the order counts. */
  readonly dueOn: string | null;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** Rule plan-calendar: the steps of a year's plans, those of monthly plans for each month, in the order in which they stand. */
export function planSteps(
  { steps }: Pick<CitedRule<'plan-calendar'>, 'steps'>,
  year: number,
  calendar: WorkingCalendar,
): readonly PlanStep[] {
  return steps.flatMap(({ plan, step, due }) => {
    const months = plan === 'MONTHLY' ? MONTHS : [null];
    return months.map((month) => {
      const period = due?.every === 'MONTH' ? `${year}-${String(month ?? 1).padStart(2, '0')}` : String(year);
      return { plan, step, month, dueOn: due === null ? null : planDeadlineOf(due, period, calendar).due };
    });
  });
}

/** By when a task is to be submitted, by the month of its first day where its plan is monthly; null where no date is set. */
export function submitBy(
  steps: readonly PlanStep[],
  { period, window }: { readonly period: 'ANNUAL' | 'MONTHLY'; readonly window: { readonly first: string } },
): string | null {
  const month = period === 'MONTHLY' ? Number(window.first.slice(5, 7)) : null;
  return steps.find((each) => each.step === 'SUBMIT' && each.plan === period && each.month === month)?.dueOn ?? null;
}
