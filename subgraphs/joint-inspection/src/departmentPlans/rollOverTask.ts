import { actorOf, calendarDate, forbidden, type MutationOutcome, parseGlobalId, type Viewer } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { Joint } from '../joint.js';
import { rulesInForce } from '../rules/PlanRules.js';
import { type TaskExecution, taskExecution } from './taskExecution.js';
import { NO_VISITS, visitCounts } from './visitCounts.js';

/** What is left of a task, to be taken up by another: GraphQL's RollOverTaskInput. */
export interface RollOverTaskInput {
  readonly taskId: string;
  readonly year: number;
  readonly month?: number | null;
  readonly window: { readonly first: string; readonly last: string };
  readonly count?: number | null;
  readonly reason?: string | null;
  readonly code?: string | null;
}

/** A roll-over that the department has drafted a task for. */
export interface PreparedRollOver extends Pick<TaskExecution, 'rollsOverBy'> {
  readonly department: string;
  readonly continuedById: string;
  readonly count: number;
}

const MOST_REASON = 2_000;

/**
 * Works out what is left of an officer's own task, and has the department draft the task that takes it up: within one month by the rule of
 * its pack (Changzhou 四2: 累计至下月统筹安排), else by the department's decision, with a reason.
 * @throws OV_KIT_FORBIDDEN, OV_JOINT_ROLL_OVER_*, OV_JOINT_ROLLED_OVER, OV_JOINT_NOTHING_LEFT, OV_JOINT_DEPARTMENT_*
 */
export async function prepareRollOver(
  { database, departments, clock }: Joint,
  viewer: Viewer,
  input: RollOverTaskInput,
): Promise<PreparedRollOver> {
  if (viewer.role !== 'officer') throw forbidden(viewer, 'Mutation.rollOverTask', ['officer']);
  const { taskId, year, window } = input;
  const { department } = viewer;
  const parts = parseGlobalId(taskId);
  if (parts?.owner !== department || parts.kind !== 'task') throw jointError('OV_JOINT_ROLL_OVER_TASK', { id: taskId });
  const before = await database.taskRollOver.findUnique({ where: { taskId } });
  if (before !== null) throw jointError('OV_JOINT_ROLLED_OVER', { id: taskId, by: before.continuedById });
  const client = departments.client(department);
  const task = await client.factsOfTask(taskId);
  if (task?.status !== 'SUBMITTED') throw jointError('OV_JOINT_ROLL_OVER_TASK', { id: taskId });
  const today = calendarDate(clock());
  const rules = (await rulesInForce(database, today, [department])).of(department);
  const visits = (await visitCounts(database, [taskId], today)).get(taskId) ?? NO_VISITS;
  const execution = taskExecution(task, visits, null, rules);
  const into = targetOf(input, execution);
  const rollsOverBy = into.isNextMonth ? execution.rollsOverBy : [];
  const reason = reasonOf(input, into.period, rollsOverBy.length > 0);
  const count = countOf(input, execution);
  const code = input.code ?? `${parts.code}-${into.period}`;
  const period = input.month == null ? 'ANNUAL' : 'MONTHLY';
  const by = actorOf(viewer);
  const told = reason ?? citedAs(rollsOverBy);
  const carried = { code, year, period, window, count, reason: told, by } as const;
  return { department, rollsOverBy, count, continuedById: await client.continueTask(taskId, carried) };
}

/**
 * Keeps that what is left of a task is taken up by another.
 * @returns the id of the task that was rolled over
 * @throws OV_JOINT_ROLLED_OVER
 */
export async function rollOverTask(
  tx: Prisma.TransactionClient,
  actor: string,
  input: RollOverTaskInput,
  { department, continuedById, count, rollsOverBy }: PreparedRollOver,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { taskId } = input;
  const reason = input.reason ?? null;
  const cite = rollsOverBy as unknown as Prisma.InputJsonArray;
  const row = { taskId, department, continuedById, count, cite, reason, by: actor, at: now };
  const kept = await tx.taskRollOver.createMany({ data: [row], skipDuplicates: true });
  if (kept.count === 0) throw jointError('OV_JOINT_ROLLED_OVER', { id: taskId, by: continuedById });
  const detail = { continuedById, count, reason, rule: rollsOverBy };
  return { response: taskId, step: { action: 'task.rollOver', target: taskId, detail } };
}

interface Target {
  /** YYYY or YYYY-MM. */
  readonly period: string;
  readonly isNextMonth: boolean;
}

/** The later period into which a task is rolled over, with its window in it. */
function targetOf({ year, month, window }: RollOverTaskInput, { task }: TaskExecution): Target {
  const isMonth = month != null;
  const own = task.period === 'MONTHLY' ? task.window.first.slice(0, 'YYYY-MM'.length) : String(task.year);
  const period = isMonth ? `${year}-${String(month).padStart(2, '0')}` : String(year);
  const isLater = isMonth ? period > task.window.first.slice(0, 'YYYY-MM'.length) : year > task.year;
  if (!isLater || (isMonth && (month < 1 || month > 12))) {
    const field = isMonth ? 'month' : 'year';
    throw jointError('OV_JOINT_ROLL_OVER_PERIOD', { field, value: period, first: own });
  }
  if (!window.first.startsWith(period) || window.last < window.first) {
    throw jointError('OV_JOINT_ROLL_OVER_WINDOW', { ...window, period });
  }
  return { period, isNextMonth: isMonth && period === monthAfter(task.window.first) };
}

function monthAfter(date: string): string {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function reasonOf({ reason }: RollOverTaskInput, period: string, byRule: boolean): string | null {
  const text = reason?.trim() ?? '';
  if ((text === '' && !byRule) || text.length > MOST_REASON) {
    throw jointError('OV_JOINT_ROLL_OVER_REASON', { period, most: MOST_REASON });
  }
  return text === '' ? null : text;
}

/** All that is left and can no longer be visited as it was drawn, or fewer. */
function countOf({ taskId, count }: RollOverTaskInput, { counts }: TaskExecution): number {
  const { left, open } = counts;
  const most = left - open;
  if (most < 1) throw jointError('OV_JOINT_NOTHING_LEFT', { id: taskId, left, open });
  if (count != null && (count < 1 || count > most)) throw jointError('OV_JOINT_ROLL_OVER_COUNT', { count, most });
  return count ?? most;
}
