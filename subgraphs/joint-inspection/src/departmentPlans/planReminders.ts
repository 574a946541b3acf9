import { type Connection, connection, type PageArguments, readPage } from '@onevisit/kit';
import { loadCalendar } from '../deadlines/calendar.js';
import type { Joint } from '../joint.js';
import { type CalendarOf, planCalendar, type StandingStep, stepState } from '../plans/calendar/planCalendar.js';
import { CITY, rulesInForce } from '../rules/PlanRules.js';
import { isSubmission, NO_PLANS, plansIfTold } from './toldPlans.js';

/** A step of a plan calendar that is due soon, or overdue, or may be. */
export interface PlanReminder extends StandingStep {
  /** Code of the department; CITY: of the city's joint plans. */
  readonly department: string;
  readonly year: number;
  readonly dueOn: string;
}

/** Of whom reminders are asked, as of which day. */
export interface RemindersOf extends Pick<CalendarOf, 'visible'> {
  /** Codes of departments, and CITY. */
  readonly scopes: readonly string[];
  readonly on: string;
}

/**
 * A page of what is due soon or overdue of departments' plans, the first due first; what was due more than a year ago is over. A department
 * that does not answer holds nothing up: its plans that would be due stand as UNKNOWN.
 */
export async function planReminders(
  joint: Pick<Joint, 'database' | 'departments'>,
  asked: RemindersOf,
  args: PageArguments,
): Promise<Connection<PlanReminder>> {
  const page = readPage(args);
  const found = (await Promise.all(asked.scopes.map((scope) => remindersOf(joint, scope, asked)))).flat();
  const sorted = found.map((each) => ({ each, key: keyOf(each) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = sorted.filter(({ key }) => page.after === null || key > page.after).map(({ each }) => each);
  return connection(rest.slice(0, page.first + 1), page, keyOf, async () => found.length);
}

async function remindersOf(
  { database, departments }: Pick<Joint, 'database' | 'departments'>,
  department: string,
  { on, visible }: RemindersOf,
): Promise<readonly PlanReminder[]> {
  const rules = await rulesInForce(database, on, department === CITY ? [] : [department]);
  const rule = (department === CITY ? rules.city : rules.of(department)).rule('plan-calendar');
  if (rule === null) return [];
  // Where nothing depends on its plans a department is not asked.
  const isAsked = department !== CITY && rule.steps.some(isSubmission);
  const calendar = await loadCalendar(database);
  const thisYear = Number(on.slice(0, 4));
  const since = `${thisYear - 1}${on.slice(4)}`;
  // A plan may be due in the year before its own, and what came of it in the year after.
  const years = [thisYear - 1, thisYear, thisYear + 1];
  const steps = await Promise.all(
    years.map(async (year) => {
      const told = isAsked ? await plansIfTold(departments, department, year) : NO_PLANS;
      return (await planCalendar(database, { department, year, today: on, told, visible })).map((step) => ({
        ...step,
        year,
      }));
    }),
  );
  return steps.flat().flatMap((step) => {
    const { dueOn, state } = step;
    if (dueOn === null || dueOn < since || state === 'DONE' || state === 'DONE_LATE') return [];
    return stepState(dueOn, null, on, calendar) === 'OPEN' ? [] : [{ ...step, dueOn, department }];
  });
}

/** By due day; of one day bytewise by department, and in the order of plans. */
function keyOf({ dueOn, department, plan, year, month, step, planId }: PlanReminder): string {
  return [dueOn, department, plan, year, String(month ?? 0).padStart(2, '0'), step, planId ?? ''].join(' ');
}
