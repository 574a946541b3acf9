import { actorOf, calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { checkPlans } from '../checks/plans.js';
import { departmentError } from '../errors.js';
import type { DepartmentPlan, PlanTask } from '../generated/client.js';
import type { DepartmentPlanSeed } from '../rows.js';
import { type Database, lockList, type Prisma } from '../store/database.js';
import { checkByLot } from '../store/tasks.js';
import { type DepartmentPlanStatus, hasMoved, nextStatus, type PlanMove } from './planMoves.js';
import { plannedCountOf } from './plannedCounts.js';
import { groundOf } from './savePlans.js';

type Mover = Extract<Viewer, { readonly role: 'officer' | 'leader' }>;
type StoredPlan = DepartmentPlan & { readonly tasks: readonly PlanTask[] };

/** A step of a plan on its way. */
export interface PlanStep {
  readonly id: string;
  readonly move: Exclude<PlanMove, 'SAVE'>;
  /** The leader's opinion, or the reason. */
  readonly text: string | null;
}

/** What a move changes of the plan's own row, and of its tasks. */
interface Change {
  readonly plan: Prisma.DepartmentPlanUpdateInput;
  readonly detail: object;
}

/**
 * Moves a plan on its way. One that has come there already stays so.
 * @returns the plan's id
 * @throws OV_DEPT_UNKNOWN_PLAN, OV_DEPT_PLAN_STATUS; sending: OV_DEPT_ROWS_REFUSED where its tasks do not fit any more; approving:
 *   OV_DEPT_PLAN_OWN for whoever drew it up; sending and submitting: OV_DEPT_ITEM_NOT_BY_LOT
 */
export async function movePlan(
  tx: Prisma.TransactionClient,
  viewer: Mover,
  { id, move, text }: PlanStep,
  now: Date,
): Promise<MutationOutcome<string>> {
  await lockList(tx, 'tasks');
  const plan = await knownPlan(tx, id);
  if (hasMoved(plan.status as DepartmentPlanStatus, move)) return { response: id, step: null };
  const status = nextStatus(plan, move);
  const change = await CHANGES[move](tx, plan, viewer, calendarDate(now));
  await tx.departmentPlan.update({ where: { id }, data: { ...change.plan, status } });
  const number = (await tx.planReview.count({ where: { planId: id } })) + 1;
  await tx.planReview.create({ data: { planId: id, number, action: move, at: now, by: actorOf(viewer), text } });
  const detail = { status, ...(text !== null && { text }), ...change.detail };
  return { response: id, step: { action: `plan.${move.toLowerCase()}`, target: id, detail } };
}

type MakeChange = (tx: Prisma.TransactionClient, plan: StoredPlan, viewer: Mover, today: string) => Promise<Change>;

const CHANGES: Readonly<Record<PlanStep['move'], MakeChange>> = {
  SEND: async (tx, plan, { sub }) => {
    const seed = seedOf(plan);
    checkPlans([seed], await groundOf(tx, [seed]));
    for (const task of plan.tasks) {
      await checkByLot(tx, task);
      await tx.planTask.update({ where: { id: task.id }, data: { plannedCount: await plannedCountOf(tx, task) } });
    }
    return { plan: { authors: [...new Set([...plan.authors, sub])] }, detail: { taskIds: seed.taskIds } };
  },
  APPROVE: async (_tx, plan, { sub }, today) => {
    // One person may hold accounts of two roles; the account tells who it is.
    const authors = new Set([...plan.authors, ...plan.tasks.map(({ savedBy }) => savedBy)]);
    if (authors.has(sub)) throw departmentError('OV_DEPT_PLAN_OWN', { account: sub, id: plan.id });
    return { plan: { approvedOn: today }, detail: { authors: plan.authors } };
  },
  RETURN: async () => ({ plan: { approvedOn: null }, detail: {} }),
  SUBMIT: async (tx, plan, _viewer, submittedOn) => {
    for (const task of plan.tasks) await checkByLot(tx, task);
    const ids = plan.tasks.map(({ id }) => id);
    await tx.planTask.updateMany({ where: { id: { in: ids } }, data: { status: 'SUBMITTED', submittedOn } });
    return { plan: { submittedOn }, detail: { submittedOn, taskIds: ids } };
  },
  WITHDRAW: async (tx, plan) => {
    await tx.planTask.updateMany({ where: { planId: plan.id }, data: { planId: null } });
    return { plan: { approvedOn: null }, detail: { taskIds: plan.tasks.map(({ id }) => id) } };
  },
};

/**
 * A plan with its tasks, by code.
 * @throws OV_DEPT_UNKNOWN_PLAN
 */
async function knownPlan(database: Database | Prisma.TransactionClient, id: string): Promise<StoredPlan> {
  const plan = await database.departmentPlan.findUnique({
    where: { id },
    include: { tasks: { orderBy: { code: 'asc' } } },
  });
  if (plan === null) throw departmentError('OV_DEPT_UNKNOWN_PLAN', { id });
  return plan;
}

/** A stored plan as it was stated: its tasks may have changed since. */
function seedOf(plan: StoredPlan): DepartmentPlanSeed {
  const { code, title, year, month, unit, supplementsId } = plan;
  const period = plan.period as DepartmentPlanSeed['period'];
  return {
    code,
    title,
    year,
    period,
    month,
    unit,
    supplements: supplementsId,
    taskIds: plan.tasks.map(({ id }) => id),
  };
}
