import type { PageRequest } from '@onevisit/kit';
import type { DepartmentPlan } from '../generated/client.js';
import type { Database, Prisma } from '../store/database.js';

/** Which plans; every given condition must hold. */
export interface DepartmentPlanFilter {
  readonly year?: number | null;
  readonly period?: string | null;
  readonly month?: number | null;
  readonly status?: string | null;
}

/** The condition of a filter. */
export function plansWhere({ year, period, month, status }: DepartmentPlanFilter): Prisma.DepartmentPlanWhereInput {
  return {
    ...(year != null && { year }),
    ...(period != null && { period }),
    ...(month != null && { month }),
    ...(status != null && { status }),
  };
}

/** A page of plans by code, one more than asked for. */
export function listPlans(
  database: Database,
  where: Prisma.DepartmentPlanWhereInput,
  page: PageRequest,
): Promise<DepartmentPlan[]> {
  return database.departmentPlan.findMany({
    where: page.after === null ? where : { AND: [where, { code: { gt: page.after } }] },
    orderBy: { code: 'asc' },
    take: page.first + 1,
  });
}

/** How many tasks a plan has, and how many subjects they come to; null until it was sent for review. */
export interface PlanTotals {
  readonly id: string;
  readonly taskCount: number;
  readonly plannedCount: number | null;
}

/** Totals of plans; those without tasks are left out. */
export async function planTotals(database: Database, ids: readonly string[]): Promise<readonly PlanTotals[]> {
  const groups = await database.planTask.groupBy({
    by: ['planId'],
    where: { planId: { in: [...ids] } },
    _count: { _all: true },
    _sum: { plannedCount: true },
  });
  return groups.map(({ planId, _count, _sum }) => {
    return { id: planId ?? '', taskCount: _count._all, plannedCount: _sum.plannedCount };
  });
}
