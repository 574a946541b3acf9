import type { DepartmentPlanFacts, TaskFacts } from '../departments/answers.js';
import { jointError } from '../errors.js';
import type { Joint } from '../joint.js';
import type { PlanRules } from '../rules/PlanRules.js';
import { datingOf, type PlanDate, planDate } from './planDate.js';
import { countsAdded, type ExecutionCounts, type TaskExecution, taskExecution } from './taskExecution.js';
import { NO_VISITS, visitCounts } from './visitCounts.js';

/** Which report: of a year's plans or those of one of its months, and of which departments. */
export interface ReportScope {
  readonly year: number;
  readonly month: number | null;
  readonly departments: readonly string[];
}

/** What a plan came to, or what tasks outside plans did. */
export interface PlanExecution extends PlanDate {
  /** Null: tasks outside plans. */
  readonly plan: DepartmentPlanFacts | null;
  readonly counts: ExecutionCounts;
  readonly tasks: readonly TaskExecution[];
}

/** What a department's plans came to. */
export interface DepartmentExecution {
  readonly department: string;
  readonly counts: ExecutionCounts;
  readonly plans: readonly PlanExecution[];
}

/** The report on what plans came to (计划执行情况报告). */
export interface ExecutionReport {
  readonly year: number;
  readonly month: number | null;
  readonly on: string;
  readonly counts: ExecutionCounts;
  readonly departments: readonly DepartmentExecution[];
  /** Departments that did not answer; nothing of theirs is in it. */
  readonly unanswered: readonly string[];
}

/** What a department answered. */
interface Told {
  readonly department: string;
  readonly plans: readonly DepartmentPlanFacts[];
  readonly tasks: readonly TaskFacts[];
}

/**
 * Reports what the submitted plans of a year, or of one of its months, came to as of a day: what departments planned and did by themselves is
 * theirs to tell, what joint draws came to is counted here. A department that does not answer costs its own part alone.
 * @throws OV_JOINT_REPORT_MONTH
 */
export async function executionReport(
  joint: Pick<Joint, 'database' | 'departments'>,
  { year, month, departments }: ReportScope,
  on: string,
): Promise<ExecutionReport> {
  if (month !== null && (month < 1 || month > 12)) throw jointError('OV_JOINT_REPORT_MONTH', { month });
  const { told, unanswered } = await askAll(joint, departments, year);
  const inScope = told.map((each) => ({ ...each, ...ofPeriod(each, year, month) }));
  const executionOf = await executions(joint, inScope, on);
  const dating = await datingOf(joint.database, departments, on);
  const parts = inScope.map(({ department, plans, tasks }) => {
    const of = (planId: string | null): readonly TaskExecution[] =>
      tasks
        .filter(({ plan }) => (plan?.id ?? null) === planId)
        .map((task) => executionOf(task, dating.rules, department));
    const planned = plans.map((plan) => partOf(plan, planDate(dating, department, plan), of(plan.id)));
    const outside = of(null);
    const all = outside.length === 0 ? planned : [...planned, partOf(null, { submitBy: null, late: false }, outside)];
    return { department, counts: countsAdded(all.map(({ counts }) => counts)), plans: all };
  });
  return { year, month, on, counts: countsAdded(parts.map(({ counts }) => counts)), departments: parts, unanswered };
}

function partOf(plan: DepartmentPlanFacts | null, date: PlanDate, tasks: readonly TaskExecution[]): PlanExecution {
  return { plan, ...date, tasks, counts: countsAdded(tasks.map(({ counts }) => counts)) };
}

async function askAll(
  { departments: registered }: Pick<Joint, 'departments'>,
  departments: readonly string[],
  year: number,
): Promise<{ readonly told: readonly Told[]; readonly unanswered: readonly string[] }> {
  const clients = departments.map((code) => registered.client(code));
  const answers = await Promise.allSettled(
    clients.map(async (client): Promise<Told> => {
      const [plans, tasks] = await Promise.all([client.plans(year), client.taskFacts(year)]);
      return { department: client.code, plans: plans ?? [], tasks };
    }),
  );
  const told = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  return { told, unanswered: departments.filter((_, index) => answers[index]?.status === 'rejected') };
}

/** What was submitted, of a year or one of its months. */
function ofPeriod({ plans, tasks }: Told, year: number, month: number | null): Pick<Told, 'plans' | 'tasks'> {
  const first = `${year}-${String(month ?? 0).padStart(2, '0')}`;
  return {
    plans: plans.filter((plan) => plan.submittedOn !== null && (month === null || plan.month === month)),
    tasks: tasks.filter(
      (task) =>
        task.submittedOn !== null &&
        (month === null || (task.period === 'MONTHLY' && task.window.first.startsWith(first))),
    ),
  };
}

type ExecutionOf = (task: TaskFacts, rules: PlanRules, department: string) => TaskExecution;

async function executions(
  { database }: Pick<Joint, 'database'>,
  told: readonly Told[],
  on: string,
): Promise<ExecutionOf> {
  const ids = told.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  const [visits, rollOvers] = await Promise.all([
    visitCounts(database, ids, on),
    database.taskRollOver.findMany({ where: { taskId: { in: ids } } }),
  ]);
  const byTask = new Map(rollOvers.map((row) => [row.taskId, row]));
  return (task, rules, department) =>
    taskExecution(task, visits.get(task.id) ?? NO_VISITS, byTask.get(task.id) ?? null, rules.of(department));
}
