import { randomUUID } from 'node:crypto';
import { globalId, type MutationOutcome, parseGlobalId } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import type { PlanTaskTerms } from '../departments/DepartmentClient.js';
import type { Departments } from '../departments/Departments.js';
import { jointError, shownDrawError } from '../errors.js';
import type { QuotaRule } from './terms.js';
import { termsOf } from './terms.js';

/** A joint plan to convene: GraphQL's ConveneJointPlanInput. */
export interface ConveneInput {
  readonly title: string;
  readonly year: number;
  readonly initiator: string;
  readonly taskIds: readonly string[];
  readonly minOverlap: number;
  readonly publicSource: string;
  readonly disclosure: string;
}

/**
 * Convenes a joint plan: asks the departments for their tasks, checks that they go together, and freezes their terms.
 * @returns the plan's id
 * @throws OV_JOINT_UNKNOWN_TASK, OV_JOINT_TASK_NOT_SUBMITTED, OV_JOINT_TASK_YEAR, OV_JOINT_ONE_DEPARTMENT,
 *   OV_JOINT_INITIATOR, OV_JOINT_DEPARTMENT_*, and OV_DRAW_* for terms that no draw could have
 */
export async function convene(
  tx: Prisma.TransactionClient,
  departments: Departments,
  input: ConveneInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const legs = await legsOf(departments, input);
  const present = new Set(legs.map((leg) => leg.department));
  if (present.size < 2) throw jointError('OV_JOINT_ONE_DEPARTMENT');
  if (!present.has(input.initiator)) throw jointError('OV_JOINT_INITIATOR', { initiator: input.initiator });
  const id = globalId('joint-inspection', 'plan', randomUUID());
  const { title, year, initiator, minOverlap, publicSource, disclosure } = input;
  const plan = await tx.jointPlan.create({
    data: {
      id,
      title,
      year,
      initiator,
      minOverlap,
      publicSource,
      disclosure,
      convenedAt: now,
      legs: { create: legs.map((leg) => leg.row) },
    },
  });
  await tx.plannedItem.createMany({ data: legs.flatMap((leg) => leg.items.map((item) => ({ ...item, planId: id }))) });
  const stored = await tx.leg.findMany({ where: { planId: id }, include: { items: true } });
  const terms = await Promise.resolve({ ...plan, legs: stored })
    .then(termsOf)
    .catch((cause: unknown) => {
      throw shownDrawError(cause);
    });
  return { response: id, step: { action: 'plan.convene', target: id, detail: { title, year, initiator, terms } } };
}

interface NewLeg {
  readonly department: string;
  readonly row: Prisma.LegCreateWithoutPlanInput;
  readonly items: readonly Omit<Prisma.PlannedItemCreateManyInput, 'planId'>[];
}

/** Asks each department once for its tasks; they come back as legs in the order asked for. */
async function legsOf(departments: Departments, input: ConveneInput): Promise<readonly NewLeg[]> {
  const byDepartment = new Map<string, { id: string; index: number }[]>();
  input.taskIds.forEach((id, index) => {
    const parts = parseGlobalId(id);
    if (parts === null || parts.kind !== 'task') throw jointError('OV_JOINT_UNKNOWN_TASK', { index, id });
    const own = byDepartment.get(parts.owner) ?? [];
    byDepartment.set(parts.owner, [...own, { id, index }]);
  });
  const asked = [...byDepartment].map(async ([code, tasks]) => {
    const found = await departments.client(code).planTasks(tasks.map((task) => task.id));
    return tasks.map(({ id, index }, place) => {
      const task = found[place] ?? null;
      if (task === null) throw jointError('OV_JOINT_UNKNOWN_TASK', { index, id });
      if (task.status !== 'SUBMITTED') {
        throw jointError('OV_JOINT_TASK_NOT_SUBMITTED', { index, id, status: task.status });
      }
      if (task.year !== input.year) {
        throw jointError('OV_JOINT_TASK_YEAR', { index, id, taskYear: task.year, year: input.year });
      }
      return legOf(code, task);
    });
  });
  return (await Promise.all(asked)).flat();
}

function legOf(department: string, task: PlanTaskTerms): NewLeg {
  return {
    department,
    row: {
      id: task.id,
      department,
      title: task.title,
      windowFirst: task.window.first,
      windowLast: task.window.last,
      quota: task.quota.map(ruleOf) as unknown as Prisma.InputJsonArray,
      crew: task.crew,
    },
    items: task.items.map((item) => ({
      id: globalId('joint-inspection', 'planneditem', randomUUID()),
      legId: task.id,
      itemId: item.id,
      title: item.title,
      itemClass: item.itemClass,
      basis: item.basis,
      version: item.version,
    })),
  };
}

function ruleOf(rule: PlanTaskTerms['quota'][number]): QuotaRule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)) as unknown as QuotaRule;
}
