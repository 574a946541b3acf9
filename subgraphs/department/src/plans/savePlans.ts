import { globalId, type MutationOutcome } from '@onevisit/kit';
import { checkPlans, type PlanGround } from '../checks/plans.js';
import type { DepartmentPlan } from '../generated/client.js';
import type { DepartmentPlanSeed, SaveReport } from '../rows.js';
import { lockList, type Prisma } from '../store/database.js';
import { nextStatus } from './planMoves.js';

/**
 * Creates or replaces plans by code, as drafts, with the tasks that are in them.
 * @param account who draws them up
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS; OV_DEPT_PLAN_STATUS where one that was sent for review would change
 */
export async function savePlans(
  tx: Prisma.TransactionClient,
  department: string,
  account: string,
  plans: readonly DepartmentPlanSeed[],
): Promise<MutationOutcome<SaveReport>> {
  await lockList(tx, 'tasks');
  const codes = plans.map(({ code }) => code);
  const stored = await tx.departmentPlan.findMany({
    where: { code: { in: codes } },
    include: { tasks: { select: { id: true } } },
  });
  const byCode = new Map(stored.map((plan) => [plan.code, plan]));
  const standsSo = (plan: DepartmentPlanSeed): boolean => {
    const before = byCode.get(plan.code);
    return (
      before !== undefined &&
      sameContent(
        before,
        plan,
        before.tasks.map(({ id }) => id),
      )
    );
  };
  const open = plans.filter((plan) => !standsSo(plan));
  for (const { code } of open) {
    const before = byCode.get(code);
    if (before !== undefined) nextStatus(before, 'SAVE');
  }
  // Rows that already stand so are not checked anew: their tasks may have been submitted with them.
  checkPlans(open, await groundOf(tx, open));
  for (const plan of open) await savePlan(tx, department, account, plan, byCode.get(plan.code));
  const created = open.filter(({ code }) => !byCode.has(code)).length;
  const response = { created, updated: open.length - created, unchanged: plans.length - open.length };
  const detail = { ...response, plans: open.map(({ code, taskIds }) => ({ code, taskIds })) };
  return { response, step: open.length === 0 ? null : { action: 'plans.save', target: department, detail } };
}

/** What plans are checked against. */
export async function groundOf(
  tx: Prisma.TransactionClient,
  plans: readonly DepartmentPlanSeed[],
): Promise<PlanGround> {
  const tasks = await tx.planTask.findMany({ where: { id: { in: plans.flatMap(({ taskIds }) => [...taskIds]) } } });
  const supplemented = plans.flatMap(({ supplements }) => supplements ?? []);
  const years = [...new Set(plans.map(({ year }) => year))];
  return {
    tasks: new Map(tasks.map((task) => [task.id, task])),
    plans: await tx.departmentPlan.findMany({ where: { OR: [{ year: { in: years } }, { id: { in: supplemented } }] } }),
  };
}

async function savePlan(
  tx: Prisma.TransactionClient,
  department: string,
  account: string,
  plan: DepartmentPlanSeed,
  before: DepartmentPlan | undefined,
): Promise<void> {
  const id = globalId(department, 'plan', plan.code);
  const authors = [...new Set([...(before?.authors ?? []), account])];
  const row = { ...contentOf(plan), authors, status: nextStatus(before ?? { id, status: 'DRAFT' }, 'SAVE') };
  await tx.departmentPlan.upsert({ where: { id }, create: { id, code: plan.code, ...row }, update: row });
  await tx.planTask.updateMany({ where: { planId: id, id: { notIn: [...plan.taskIds] } }, data: { planId: null } });
  await tx.planTask.updateMany({ where: { id: { in: [...plan.taskIds] } }, data: { planId: id } });
}

function contentOf({ title, year, period, month, unit, supplements }: DepartmentPlanSeed) {
  return { title, year, period, month: month ?? null, unit: unit ?? null, supplementsId: supplements ?? null };
}

function sameContent(stored: DepartmentPlan, plan: DepartmentPlanSeed, taskIds: readonly string[]): boolean {
  const content = contentOf(plan);
  const fields = Object.keys(content) as (keyof typeof content)[];
  const wanted = new Set(plan.taskIds);
  return (
    fields.every((field) => stored[field] === content[field]) &&
    wanted.size === taskIds.length &&
    taskIds.every((id) => wanted.has(id))
  );
}
