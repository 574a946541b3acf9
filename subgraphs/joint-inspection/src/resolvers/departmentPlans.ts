import { calendarDate, type PageArguments, type Viewer } from '@onevisit/kit';
import type { FullCitation } from '@onevisit/rules';
import { renderReport } from '../annualReport/renderReport.js';
import { reportParts } from '../annualReport/reportParts.js';
import type { JointContext } from '../context.js';
import { executionCsv } from '../departmentPlans/executionCsv.js';
import {
  type DepartmentExecution,
  type ExecutionReport,
  executionReport,
  type PlanExecution,
} from '../departmentPlans/executionReport.js';
import { type PlanDate, planDate } from '../departmentPlans/planDate.js';
import { type PlanReminder, planReminders } from '../departmentPlans/planReminders.js';
import type { TaskExecution } from '../departmentPlans/taskExecution.js';
import { NO_PLANS, plansIfTold } from '../departmentPlans/toldPlans.js';
import type { DepartmentPlanFacts } from '../departments/answers.js';
import { visiblePlans } from '../disclosure/visible.js';
import { jointError } from '../errors.js';
import type { TaskRollOver } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { planCalendar, type StandingStep } from '../plans/calendar/planCalendar.js';
import { CITY } from '../rules/PlanRules.js';

/** The plan calendar of a department, or of the city's joint plans, with what the department tells of its plans. */
export async function toldCalendar(
  { database, departments, clock }: Joint,
  viewer: Viewer,
  year: number,
  department: string,
): Promise<readonly StandingStep[]> {
  const told = department === CITY ? NO_PLANS : await plansIfTold(departments, department, year);
  const today = calendarDate(clock());
  return await planCalendar(database, { department, year, today, told, visible: visiblePlans(viewer) });
}

/** Which report. */
export interface ReportArguments {
  readonly year: number;
  readonly month?: number | null;
  readonly department?: string | null;
}

/** Resolvers of the queries about departments' plans. */
export function departmentPlanQueries(joint: Joint) {
  const { departments, clock } = joint;
  const registered = departments.codes;
  return {
    planCalendar: (
      _: unknown,
      { year, department }: { readonly year: number; readonly department?: string | null },
      { viewer }: JointContext,
    ) => toldCalendar(joint, viewer, year, department ?? CITY),
    planReminders: (
      _: unknown,
      { on, department, ...args }: PageArguments & { readonly on?: string | null; readonly department?: string | null },
      { viewer }: JointContext,
    ) => {
      const scopes = scopesOf(viewer, [CITY, ...registered], department);
      const asked = { scopes, on: on ?? calendarDate(clock()), visible: visiblePlans(viewer) };
      return planReminders(joint, asked, args);
    },
    executionReport: (_: unknown, { year, month, department }: ReportArguments, { viewer }: JointContext) => {
      const scope = { year, month: month ?? null, departments: scopesOf(viewer, registered, department) };
      return executionReport(joint, scope, calendarDate(clock()));
    },
  };
}

/**
 * Whose plans a viewer is told of: lead and auditor everybody's, all others their own department's.
 * @throws OV_JOINT_PLANS_OF_OTHERS, OV_JOINT_UNKNOWN_DEPARTMENT
 */
export function scopesOf(viewer: Viewer, all: readonly string[], asked: string | null | undefined): readonly string[] {
  const own = viewer.role === 'officer' || viewer.role === 'leader' ? viewer.department : null;
  if (asked == null) return own === null ? all : [own];
  if (own !== null && asked !== own) throw jointError('OV_JOINT_PLANS_OF_OTHERS', { department: asked, own });
  if (!all.includes(asked)) throw jointError('OV_JOINT_UNKNOWN_DEPARTMENT', { id: asked });
  return [asked];
}

const stubOf = (id: string | null): { readonly id: string } | null => (id === null ? null : { id });

/** Resolvers of PlanReminder. */
export const planReminderResolvers = {
  department: ({ department }: PlanReminder) => stubOf(department === CITY ? null : department),
  jointPlan: ({ planId }: PlanReminder, _: unknown, { loaders }: JointContext) =>
    planId === null ? null : loaders.plan.load(planId),
  plans: ({ open }: PlanReminder) => open.map(({ id }) => ({ id })),
};

/** Resolvers of ExecutionReport. */
export const executionReportResolvers = (joint: Joint) => ({
  csv: (report: ExecutionReport) => executionCsv(report),
  html: async (report: ExecutionReport, _: unknown, { loaders }: JointContext) =>
    renderReport(await reportParts(joint, report, loaders)),
});

/** Resolvers of DepartmentExecution. */
export const departmentExecutionResolvers = {
  department: ({ department }: DepartmentExecution) => ({ id: department }),
};

/** Resolvers of PlanExecution. */
export const planExecutionResolvers = {
  plan: ({ plan }: PlanExecution) => stubOf(plan?.id ?? null),
  title: ({ plan }: PlanExecution) => plan?.title ?? null,
  submittedOn: ({ plan }: PlanExecution) => plan?.submittedOn ?? null,
};

/** Resolvers of TaskExecution. */
export const taskExecutionResolvers = {
  task: ({ task }: TaskExecution) => ({ id: task.id }),
  taskId: ({ task }: TaskExecution) => task.id,
  title: ({ task }: TaskExecution) => task.title,
  executedBy: ({ task }: TaskExecution) => task.executedBy,
  window: ({ task }: TaskExecution) => task.window,
  withdrawn: ({ task }: TaskExecution) => task.status === 'WITHDRAWN',
  continues: ({ task }: TaskExecution) => stubOf(task.continues?.id ?? null),
};

/** Resolvers of TaskRollOver. */
export const taskRollOverResolvers = {
  task: ({ taskId }: TaskRollOver) => ({ id: taskId }),
  continuedBy: ({ continuedById }: TaskRollOver) => ({ id: continuedById }),
  citations: ({ cite }: TaskRollOver) => cite as unknown as readonly FullCitation[],
};

type StatedPlan = Pick<DepartmentPlanFacts, 'id' | 'year' | 'period' | 'month' | 'supplementary' | 'submittedOn'>;

/** Resolvers of a department's stub of its plans: by when they are due, for the department itself, lead and auditors. */
export const planStub = {
  __resolveReference: async (plan: StatedPlan) => ({ ...plan }),
  submitBy: async (plan: StatedPlan, _: unknown, context: JointContext) => (await dateOf(plan, context))?.submitBy,
  late: async (plan: StatedPlan, _: unknown, context: JointContext) => (await dateOf(plan, context))?.late,
};

/** Null for officers and leaders of other departments, and where the department did not answer: without its year nothing is told. */
async function dateOf(plan: StatedPlan, { viewer, loaders }: JointContext): Promise<PlanDate | null> {
  const department = plan.id.slice(0, plan.id.indexOf(':'));
  const isOther = (viewer.role === 'officer' || viewer.role === 'leader') && viewer.department !== department;
  if (isOther || plan.year == null) return null;
  return planDate(await loaders.planDating.load(department), department, plan);
}
