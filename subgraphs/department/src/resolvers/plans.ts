import { type Connection, connection, type PageArguments, readPage } from '@onevisit/kit';
import { checkFilter } from '../checks/filter.js';
import type { DepartmentContext } from '../context.js';
import type { Department } from '../department.js';
import type { DepartmentPlan, PlanTask } from '../generated/client.js';
import { type DepartmentPlanFilter, listPlans, plansWhere } from '../plans/listPlans.js';
import { listTasks } from '../store/tasks.js';

const byCode = (row: { readonly code: string }): string => row.code;

/** Resolver of PREFIXDepartment.plans. */
export function planList({ database }: Department) {
  return async (
    _: unknown,
    args: PageArguments & { readonly filter?: DepartmentPlanFilter | null },
  ): Promise<Connection<DepartmentPlan>> => {
    const page = readPage(args);
    const where = plansWhere(checkFilter(args.filter));
    const rows = await listPlans(database, where, page);
    return connection(rows, page, byCode, () => database.departmentPlan.count({ where }));
  };
}

/** Resolvers of PREFIXPlan. */
export function planResolvers({ database }: Department) {
  return {
    __resolveReference: async ({ id }: { readonly id: string }, { loaders }: DepartmentContext) =>
      await loaders.plan.load(id),
    supplementary: ({ supplementsId }: DepartmentPlan) => supplementsId !== null,
    supplements: ({ supplementsId }: DepartmentPlan, _: unknown, { loaders }: DepartmentContext) =>
      supplementsId === null ? null : loaders.plan.load(supplementsId),
    taskCount: async ({ id }: DepartmentPlan, _: unknown, { loaders }: DepartmentContext) =>
      (await loaders.planTotals.load(id))?.taskCount ?? 0,
    plannedCount: async ({ id }: DepartmentPlan, _: unknown, { loaders }: DepartmentContext) =>
      (await loaders.planTotals.load(id))?.plannedCount ?? null,
    tasks: async ({ id }: DepartmentPlan, args: PageArguments): Promise<Connection<PlanTask>> => {
      const page = readPage(args);
      const where = { planId: id };
      const rows = await listTasks(database, where, page);
      return connection(rows, page, byCode, () => database.planTask.count({ where }));
    },
    reviews: ({ id }: DepartmentPlan, _: unknown, { loaders }: DepartmentContext) => loaders.planReviews.load(id),
  };
}
