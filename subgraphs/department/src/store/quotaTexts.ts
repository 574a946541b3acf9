import { rulesOfText } from '../checks/quotaText.js';
import { MOST_TASKS } from '../checks/tasks.js';
import { checkRows } from '../problems.js';
import type { PlanTaskSeed, QuotaRule } from '../rows.js';
import type { Prisma } from './database.js';
import { populationsOf, type RosterTerms } from './populations.js';

/** A task whose quota is rules, stated or made from its text. */
export type TaskWithRules = PlanTaskSeed & { readonly quota: readonly QuotaRule[] };

/**
 * Makes the rules of quotas that are stated as text, for the pool as it stands.
 * @param tasks checked by `checkPlanTasks`
 * @throws OV_DEPT_ROWS_REFUSED where a text does not fit the pool, or leaves a choice
 */
export async function withRules(
  tx: Prisma.TransactionClient,
  tasks: readonly PlanTaskSeed[],
): Promise<readonly TaskWithRules[]> {
  // Tasks of one batch are often about the same pool.
  const counted = new Map<string, ReadonlyMap<string, number>>();
  for (const task of tasks) {
    const key = keyOf(task);
    if (task.quotaText != null && !counted.has(key)) counted.set(key, await populationsOf(tx, task));
  }
  const complete: TaskWithRules[] = [];
  checkRows(tasks, MOST_TASKS, (task, report) => {
    const quota = task.quota ?? rulesOfText(task, counted.get(keyOf(task)) ?? new Map(), report);
    if (quota !== null) complete.push({ ...task, quota });
  });
  return complete;
}

function keyOf({ condition, stratifyBy, window }: RosterTerms): string {
  return JSON.stringify([condition, stratifyBy, window]);
}
