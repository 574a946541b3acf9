import { globalId, type MutationOutcome } from '@onevisit/kit';
import { checkPlanTasks } from '../checks/tasks.js';
import { departmentError } from '../errors.js';
import type { PlanTask } from '../generated/client.js';
import type { CrewRule, PlanTaskSeed, PoolCondition, QuotaRule } from '../rows.js';
import { lockList, type Prisma } from '../store/database.js';
import { contentOf, submittedTask } from '../store/tasks.js';

/** What is left of a task, and where it goes: GraphQL's TaskContinuationInput. */
export interface TaskContinuation {
  readonly code: string;
  readonly year: number;
  readonly period: 'ANNUAL' | 'MONTHLY';
  readonly window: { readonly first: string; readonly last: string };
  readonly count: number;
  readonly reason: string;
  readonly by: string;
}

/** Strata that a jurisdiction's rules make; their rules stay as they were. */
const BY_RULES: ReadonlySet<string> = new Set(['RAISED', 'TRUSTWORTHY']);

/**
 * Drafts a task that takes up what is left of a submitted one: the same items, condition, method and crew, as many subjects as are left, for
 * a window of a later period. It is a draft as any other: its department may change it, and puts it into a plan of that period.
 * @returns its id; that of the one drafted before, where it was
 * @throws OV_DEPT_UNKNOWN_TASK, OV_DEPT_TASK_NOT_SUBMITTED, OV_DEPT_TASK_CONTINUED, OV_DEPT_TASK_CODE_TAKEN, OV_DEPT_ROWS_REFUSED
 */
export async function continueTask(
  tx: Prisma.TransactionClient,
  department: string,
  taskId: string,
  input: TaskContinuation,
): Promise<MutationOutcome<string>> {
  await lockList(tx, 'tasks');
  const task = await submittedTask(tx, taskId);
  const id = globalId(department, 'task', input.code);
  const before = await tx.planTask.findUnique({ where: { continuesId: taskId } });
  if (before?.id === id) return { response: id, step: null };
  if (before !== null) throw departmentError('OV_DEPT_TASK_CONTINUED', { id: taskId, by: before.id });
  if ((await tx.planTask.count({ where: { id } })) > 0) {
    throw departmentError('OV_DEPT_TASK_CODE_TAKEN', { code: input.code });
  }
  const seed = seedOf(task, input);
  const items = await tx.item.findMany({ where: { id: { in: task.itemIds } } });
  checkPlanTasks([seed], new Map(items.map((item) => [item.id, item])));
  const quota = seed.quota ?? [];
  await tx.planTask.create({
    data: { id, code: input.code, status: 'DRAFT', continuesId: taskId, ...contentOf({ ...seed, quota }) },
  });
  return { response: id, step: { action: 'task.continue', target: id, detail: { continues: taskId, ...input } } };
}

function seedOf(task: PlanTask, { code, year, period, window, count }: TaskContinuation): PlanTaskSeed {
  const kept = (task.quota as unknown as readonly QuotaRule[]).filter(({ stratum }) => BY_RULES.has(stratum));
  return {
    code,
    title: task.title,
    year,
    period,
    window,
    level: task.level as PlanTaskSeed['level'],
    kind: task.kind as PlanTaskSeed['kind'],
    itemIds: task.itemIds,
    condition: task.condition as PoolCondition,
    // What is left is a number over all strata.
    stratifyBy: 'NONE',
    quota: [{ stratum: 'ALL', count }, ...kept],
    method: task.method,
    crew: task.crew as unknown as CrewRule,
    executedBy: task.executedBy,
  };
}
