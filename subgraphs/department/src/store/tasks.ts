import { calendarDate, globalId, type MutationOutcome, type PageRequest } from '@onevisit/kit';
import { departmentError } from '../errors.js';
import type { DepartmentPlan, PlanTask } from '../generated/client.js';
import { plannedCountOf } from '../plans/plannedCounts.js';
import type { SaveReport } from '../rows.js';
import { type Database, lockList, type Prisma } from './database.js';
import type { TaskWithRules } from './quotaTexts.js';

/** Which tasks; every given condition must hold. */
export interface PlanTaskFilter {
  readonly year?: number | null;
  readonly status?: string | null;
  readonly itemId?: string | null;
  readonly overlaps?: { readonly first: string; readonly last: string } | null;
  readonly period?: string | null;
  readonly inPlan?: boolean | null;
}

/** State of a task. */
export type PlanTaskStatus = 'DRAFT' | 'SUBMITTED' | 'WITHDRAWN';

/** The condition of a filter. */
export function tasksWhere(filter: PlanTaskFilter): Prisma.PlanTaskWhereInput {
  const all: Prisma.PlanTaskWhereInput[] = [];
  if (filter.year != null) all.push({ year: filter.year });
  if (filter.status != null) all.push({ status: filter.status });
  if (filter.itemId != null) all.push({ itemIds: { has: filter.itemId } });
  if (filter.overlaps != null) {
    all.push({ windowFirst: { lte: filter.overlaps.last }, windowLast: { gte: filter.overlaps.first } });
  }
  if (filter.period != null) all.push({ period: filter.period });
  if (filter.inPlan != null) all.push({ planId: filter.inPlan ? { not: null } : null });
  return { AND: all };
}

/** A page of tasks by code, one more than asked for. */
export function listTasks(
  database: Database,
  where: Prisma.PlanTaskWhereInput,
  page: PageRequest,
): Promise<PlanTask[]> {
  return database.planTask.findMany({
    where: page.after === null ? where : { AND: [where, { code: { gt: page.after } }] },
    orderBy: { code: 'asc' },
    take: page.first + 1,
  });
}

/**
 * Creates or replaces tasks by code, as drafts.
 * @param account who saves them
 * @param tasks checked by `checkPlanTasks`
 * @throws OV_DEPT_TASK_STATUS where one has been submitted or withdrawn and would change, OV_DEPT_TASK_FIXED where its plan is before
 *   the leader
 */
export async function savePlanTasks(
  tx: Prisma.TransactionClient,
  department: string,
  account: string,
  tasks: readonly TaskWithRules[],
): Promise<MutationOutcome<SaveReport>> {
  await lockList(tx, 'tasks');
  const stored = await tx.planTask.findMany({
    where: { code: { in: tasks.map((task) => task.code) } },
    include: { plan: true },
  });
  const byCode = new Map(stored.map((task) => [task.code, task]));
  const changed: string[] = [];
  let created = 0;
  for (const task of tasks) {
    const before = byCode.get(task.code);
    const content = contentOf(task);
    if (before !== undefined && sameContent(before, content)) continue;
    const id = globalId(department, 'task', task.code);
    if (before !== undefined && before.status !== 'DRAFT') throw wrongStatus(before, '更改', 'changed', 'DRAFT');
    if (before !== undefined) checkOpen(before, '更改', 'changed');
    const row = { id, code: task.code, status: 'DRAFT', savedBy: account, ...content };
    await tx.planTask.upsert({ where: { id }, create: row, update: row });
    if (before === undefined) created += 1;
    changed.push(task.code);
  }
  const response = { created, updated: changed.length - created, unchanged: tasks.length - changed.length };
  const step = { action: 'tasks.save', target: department, detail: { ...response, codes: changed } };
  return { response, step: changed.length === 0 ? null : step };
}

/**
 * Submits a draft that is in no plan. A task that is submitted already stays so.
 * @returns the task's id
 * @throws OV_DEPT_UNKNOWN_TASK, OV_DEPT_TASK_STATUS where it is withdrawn, OV_DEPT_TASK_IN_PLAN, OV_DEPT_ITEM_NOT_BY_LOT where an item
 *   has ceased to be inspected by lot since the task was saved
 */
export async function submitPlanTask(
  tx: Prisma.TransactionClient,
  id: string,
  now: Date,
): Promise<MutationOutcome<string>> {
  const task = await lockTask(tx, id);
  if (task.status === 'SUBMITTED') return { response: id, step: null };
  if (task.status !== 'DRAFT') throw wrongStatus(task, '提交', 'submitted', 'DRAFT');
  if (task.planId !== null) throw departmentError('OV_DEPT_TASK_IN_PLAN', { id, plan: task.planId });
  await checkByLot(tx, task);
  const submitted = { submittedOn: calendarDate(now), plannedCount: await plannedCountOf(tx, task) };
  await tx.planTask.update({ where: { id }, data: { status: 'SUBMITTED', ...submitted } });
  return { response: id, step: { action: 'task.submit', target: id, detail: contentOfRow({ ...task, ...submitted }) } };
}

/**
 * Checks that a task's items are still inspected by lot, and that they stay so to the end of the transaction.
 * @throws OV_DEPT_ITEM_NOT_BY_LOT
 */
export async function checkByLot(tx: Prisma.TransactionClient, { id, itemIds }: PlanTask): Promise<void> {
  await lockList(tx, 'items');
  const stray = await tx.item.findFirst({ where: { id: { in: itemIds }, byLot: false }, orderBy: { code: 'asc' } });
  if (stray !== null) throw departmentError('OV_DEPT_ITEM_NOT_BY_LOT', { id, item: stray.id, title: stray.title });
}

/**
 * Withdraws a task, with a reason. A task that is withdrawn already stays so; one in a plan that is being drawn up leaves it.
 * @returns the task's id
 * @throws OV_DEPT_UNKNOWN_TASK, OV_DEPT_TASK_FIXED where its plan is before the leader
 */
export async function withdrawPlanTask(
  tx: Prisma.TransactionClient,
  id: string,
  reason: string,
): Promise<MutationOutcome<string>> {
  const task = await lockTask(tx, id);
  if (task.status === 'WITHDRAWN') return { response: id, step: null };
  checkOpen(task, '撤回', 'withdrawn');
  const left = task.status === 'DRAFT' ? { planId: null } : {};
  await tx.planTask.update({ where: { id }, data: { status: 'WITHDRAWN', withdrawn: reason, ...left } });
  return { response: id, step: { action: 'task.withdraw', target: id, detail: { reason } } };
}

/**
 * A task, whatever its state.
 * @throws OV_DEPT_UNKNOWN_TASK
 */
export async function knownTask(database: Database | Prisma.TransactionClient, id: string): Promise<PlanTask> {
  const task = await database.planTask.findUnique({ where: { id } });
  if (task === null) throw departmentError('OV_DEPT_UNKNOWN_TASK', { id });
  return task;
}

/**
 * A task that the joint subgraph may draw from.
 * @throws OV_DEPT_UNKNOWN_TASK, OV_DEPT_TASK_NOT_SUBMITTED
 */
export async function submittedTask(database: Database | Prisma.TransactionClient, id: string): Promise<PlanTask> {
  const [task] = await submittedTasks(database, [id]);
  return task as PlanTask;
}

/**
 * Tasks that the joint subgraph may draw from, in the order asked for.
 * @throws OV_DEPT_UNKNOWN_TASK, OV_DEPT_TASK_NOT_SUBMITTED
 */
export async function submittedTasks(
  database: Database | Prisma.TransactionClient,
  ids: readonly string[],
): Promise<readonly PlanTask[]> {
  const found = await database.planTask.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(found.map((task) => [task.id, task]));
  return ids.map((id) => {
    const task = byId.get(id);
    if (task === undefined) throw departmentError('OV_DEPT_UNKNOWN_TASK', { id });
    if (task.status !== 'SUBMITTED') throw departmentError('OV_DEPT_TASK_NOT_SUBMITTED', { id, status: task.status });
    return task;
  });
}

type TaskInPlan = PlanTask & { readonly plan: DepartmentPlan | null };

async function lockTask(tx: Prisma.TransactionClient, id: string): Promise<TaskInPlan> {
  await lockList(tx, 'tasks');
  const task = await tx.planTask.findUnique({ where: { id }, include: { plan: true } });
  if (task === null) throw departmentError('OV_DEPT_UNKNOWN_TASK', { id });
  return task;
}

/** What is before the department's leader, or approved, stands as it is. */
function checkOpen({ id, plan }: TaskInPlan, action: string, actionEn: string): void {
  if (plan?.status !== 'IN_REVIEW' && plan?.status !== 'APPROVED') return;
  throw departmentError('OV_DEPT_TASK_FIXED', { id, plan: plan.id, status: plan.status, action, actionEn });
}

function wrongStatus(task: PlanTask, action: string, actionEn: string, needed: string): Error {
  return departmentError('OV_DEPT_TASK_STATUS', { id: task.id, status: task.status, action, actionEn, needed });
}

type TaskContent = ReturnType<typeof contentOf>;

/** A task's row, but for its state and whose it is. */
export function contentOf(task: TaskWithRules) {
  return {
    title: task.title,
    year: task.year,
    level: task.level,
    kind: task.kind,
    period: task.period,
    itemIds: [...task.itemIds],
    condition: present(task.condition),
    stratifyBy: task.stratifyBy,
    quota: task.quota.map((rule) => present(rule)),
    quotaText: task.quotaText ?? null,
    windowFirst: task.window.first,
    windowLast: task.window.last,
    method: task.method,
    crew: { size: task.crew.size, specialties: [...task.crew.specialties], district: task.crew.district },
    executedBy: task.executedBy ?? null,
  };
}

function contentOfRow(task: TaskInPlan): Record<string, unknown> {
  const { id: _id, status: _status, withdrawn: _withdrawn, plan: _plan, savedBy: _savedBy, ...content } = task;
  return content;
}

/** Members that were given, so that JSON holds no nulls. */
function present(members: object): Prisma.InputJsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null));
}

/** Rules that were made of a text stand as they were made, once the task is no draft. */
function sameContent(stored: PlanTask, content: TaskContent): boolean {
  const made = content.quotaText !== null && stored.status !== 'DRAFT';
  const fields = (Object.keys(content) as (keyof TaskContent)[]).filter((field) => field !== 'quota' || !made);
  return fields.every((field) => canonicalJson(stored[field]) === canonicalJson(content[field]));
}

/** JSON with members in order: PostgreSQL keeps jsonb's members in an order of its own. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
