import { loaderById, loaderOfGroups, type RequestContext } from '@onevisit/kit';
import type DataLoader from 'dataloader';
import type {
  DepartmentPlan,
  Inspector,
  Item,
  ItemVersion,
  OwnExecution,
  PlanReview,
  PlanTask,
  Recusal,
} from './generated/client.js';
import { type PlanTotals, planTotals } from './plans/listPlans.js';
import type { PoolEntryRow } from './rows.js';
import type { Database } from './store/database.js';
import { poolEntryRows } from './store/pool.js';

/** A request's context: who asks, and loaders that batch what its resolvers look up one by one. */
export interface DepartmentContext extends RequestContext {
  readonly loaders: Loaders;
}

/** Loaders, one set a request. */
export interface Loaders {
  readonly item: DataLoader<string, Item | null>;
  readonly itemVersions: DataLoader<string, ItemVersion[]>;
  readonly entry: DataLoader<string, PoolEntryRow | null>;
  /** Entries by credit code. */
  readonly entriesOf: DataLoader<string, PoolEntryRow[]>;
  readonly inspector: DataLoader<string, Inspector | null>;
  readonly recusals: DataLoader<string, Recusal[]>;
  readonly task: DataLoader<string, PlanTask | null>;
  readonly plan: DataLoader<string, DepartmentPlan | null>;
  readonly planTotals: DataLoader<string, PlanTotals | null>;
  /** Steps of a plan, in the order made. */
  readonly planReviews: DataLoader<string, PlanReview[]>;
  /** What a task's own inspections came to, by month. */
  readonly ownExecutions: DataLoader<string, OwnExecution[]>;
}

/** Makes the loaders of one request. */
export function createLoaders(database: Database): Loaders {
  return {
    item: loaderById((ids) => database.item.findMany({ where: { id: { in: ids } } })),
    itemVersions: loaderOfGroups(
      (ids) => database.itemVersion.findMany({ where: { itemId: { in: ids } }, orderBy: { version: 'desc' } }),
      (version) => version.itemId,
    ),
    entry: loaderById(async (ids) => poolEntryRows(await database.poolEntry.findMany({ where: { id: { in: ids } } }))),
    entriesOf: loaderOfGroups(
      async (codes) =>
        poolEntryRows(
          await database.poolEntry.findMany({ where: { subjectId: { in: codes } }, orderBy: { code: 'asc' } }),
        ),
      (entry) => entry.subjectId,
    ),
    inspector: loaderById((ids) => database.inspector.findMany({ where: { id: { in: ids } } })),
    recusals: loaderOfGroups(
      (ids) => database.recusal.findMany({ where: { inspectorId: { in: ids } }, orderBy: { subjectId: 'asc' } }),
      (recusal) => recusal.inspectorId,
    ),
    task: loaderById((ids) => database.planTask.findMany({ where: { id: { in: ids } } })),
    plan: loaderById((ids) => database.departmentPlan.findMany({ where: { id: { in: ids } } })),
    planTotals: loaderById((ids) => planTotals(database, ids)),
    planReviews: loaderOfGroups(
      (ids) => database.planReview.findMany({ where: { planId: { in: ids } }, orderBy: { number: 'asc' } }),
      (review) => review.planId,
    ),
    ownExecutions: loaderOfGroups(
      (ids) => database.ownExecution.findMany({ where: { taskId: { in: ids } }, orderBy: { month: 'asc' } }),
      (execution) => execution.taskId,
    ),
  };
}
