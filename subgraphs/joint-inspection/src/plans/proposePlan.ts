import type { Terms } from '@onevisit/draw';
import { parseGlobalId } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import type { PlanTaskTerms } from '../departments/answers.js';
import type { Departments } from '../departments/Departments.js';
import { jointError, shownDrawError } from '../errors.js';
import type { Joint } from '../joint.js';
import { type PlanRules, rulesInForce } from '../rules/PlanRules.js';
import type { Treatment } from '../standing/LegRules.js';
import { batchWindowsOf, type Days } from './batches/batchWindows.js';
import type { BatchDraws } from './batches/openingBatch.js';
import { conditionsOf } from './checks/checkDirectedDraw.js';
import { findInvitable, type Invitable } from './couldJoin.js';
import { type CrewRule, type QuotaRule, termsOf } from './terms.js';

/** A window that is another than a task's department stated; days YYYY-MM-DD. GraphQL's TaskWindowInput. */
export interface TaskWindow {
  readonly taskId: string;
  readonly window: { readonly first: string; readonly last: string };
}

/** What a joint plan is made of, besides what its departments' tasks say. */
export interface PlanInput {
  readonly title: string;
  readonly year: number;
  readonly initiator: string;
  /** The second initiator, where there are two. */
  readonly coInitiator?: string | null;
  readonly taskIds: readonly string[];
  readonly windows: readonly TaskWindow[];
  readonly minOverlap: number;
  readonly publicSource: string;
  readonly disclosure: string;
  /** Most visits of a subject in the year; none, or null: no limit. */
  readonly visitCap?: number | null;
  /** In how many batches the visits are done. */
  readonly batches: number;
  /** How they are drawn. */
  readonly batchDraws: BatchDraws;
  /** Their windows, one each; none, or null: even parts of the days that all legs have in common. */
  readonly batchWindows?: readonly Days[] | null;
  /** Windows that they had before, which stay where they still fit and no others are given. */
  readonly formerBatchWindows?: readonly Days[];
  /** What is done with trustworthy subjects; none, or null: they stand like all others. */
  readonly trustworthy?: Treatment | null;
}

/** Most inspectors, and most specialties, that a task may ask for a visit: each may be a seat to fill. */
const MOST_CREW = 50;

/** A joint plan that may be convened: departments' tasks as they stood when asked, and the terms that they make. */
export interface ProposedPlan {
  readonly legs: readonly ProposedLeg[];
  readonly terms: Terms;
  /** The windows of its batches; none where it has one batch. */
  readonly batchWindows: readonly Days[];
  /** Whom it could invite; null where the rules do not ask. */
  readonly invitable: Invitable | null;
}

export interface ProposedLeg {
  /** As its department states it. */
  readonly task: PlanTaskTerms;
  readonly id: string;
  readonly department: string;
  readonly title: string;
  readonly period: string;
  readonly kind: string;
  readonly level: string;
  readonly windowFirst: string;
  readonly windowLast: string;
  readonly quota: readonly QuotaRule[];
  readonly crew: CrewRule;
  readonly directed: boolean;
  readonly items: readonly Omit<Prisma.PlannedItemCreateManyInput, 'id' | 'planId' | 'legId'>[];
}

/**
 * Asks the departments for their tasks and checks that they go together.
 * @throws OV_JOINT_TITLE, OV_JOINT_VISIT_CAP, OV_JOINT_BATCH*, OV_JOINT_UNKNOWN_TASK, OV_JOINT_UNKNOWN_DEPARTMENT, OV_JOINT_TASK_*,
 *   OV_JOINT_WINDOW_TASK, OV_JOINT_CREW_TOO_LARGE, OV_JOINT_ONE_DEPARTMENT, OV_JOINT_DEPARTMENT_*, and OV_DRAW_* for terms that no draw could have
 */
export async function proposePlan(
  { database, departments }: Pick<Joint, 'database' | 'departments'>,
  input: PlanInput,
  today: string,
): Promise<ProposedPlan> {
  if (input.title.trim() === '') throw jointError('OV_JOINT_TITLE');
  if (input.visitCap != null && input.visitCap < 1) throw jointError('OV_JOINT_VISIT_CAP', { cap: input.visitCap });
  const legs = await legsOf(departments, input);
  checkWindowsNamed(input);
  const present = new Set(legs.map((leg) => leg.department));
  if (present.size < 2) throw jointError('OV_JOINT_ONE_DEPARTMENT');
  let terms: Terms;
  try {
    terms = termsOf({ ...input, legs });
  } catch (cause) {
    throw shownDrawError(cause);
  }
  const batchWindows = batchWindowsOf({ ...input, legs });
  const rules = await rulesInForce(database, today, present);
  return { legs, terms, batchWindows, invitable: await invitableFor(departments, rules, input.year, legs) };
}

/** Rule joint-requests: others at the same kind of place are to be invited (Changzhou 五2). */
async function invitableFor(
  departments: Departments,
  rules: PlanRules,
  year: number,
  legs: readonly ProposedLeg[],
): Promise<Invitable | null> {
  const asking = rules.each([...new Set(legs.map(({ department }) => department))], 'joint-requests');
  if (!asking.some(({ rule }) => rule.invite === 'SAME_KIND_OF_PLACE')) return null;
  return await findInvitable(
    departments,
    year,
    legs.map(({ department, task }) => ({ department, ...task })),
  );
}

interface AskedTask {
  readonly id: string;
  /** Place in `taskIds`. */
  readonly index: number;
}

/** Asks each department once for its tasks; the legs come in the order of `taskIds`. */
async function legsOf(departments: Departments, input: PlanInput): Promise<readonly ProposedLeg[]> {
  const asked = [...tasksByDepartment(input.taskIds)].map(async ([code, tasks]) => {
    const found = await departments.client(code).planTasks(tasks.map((task) => task.id));
    return tasks.map((task, place) => ({
      index: task.index,
      leg: legOf(code, inWindow(checkedTask(found[place], task, input.year), input.windows)),
    }));
  });
  const legs = (await Promise.all(asked)).flat();
  return legs.sort((a, b) => a.index - b.index).map(({ leg }) => leg);
}

function tasksByDepartment(taskIds: readonly string[]): ReadonlyMap<string, readonly AskedTask[]> {
  const byDepartment = new Map<string, AskedTask[]>();
  const indexOf = new Map<string, number>();
  for (const [index, id] of taskIds.entries()) {
    const earlier = indexOf.get(id);
    if (earlier !== undefined) throw jointError('OV_JOINT_TASK_TWICE', { index, id, earlier });
    indexOf.set(id, index);
    const parts = parseGlobalId(id);
    if (parts === null || parts.kind !== 'task') throw jointError('OV_JOINT_UNKNOWN_TASK', { index, id });
    byDepartment.set(parts.owner, [...(byDepartment.get(parts.owner) ?? []), { id, index }]);
  }
  return byDepartment;
}

function checkedTask(task: PlanTaskTerms | null | undefined, asked: AskedTask, year: number): PlanTaskTerms {
  const { id, index } = asked;
  if (task == null) throw jointError('OV_JOINT_UNKNOWN_TASK', { index, id });
  if (task.status !== 'SUBMITTED') {
    throw jointError('OV_JOINT_TASK_NOT_SUBMITTED', { index, id, status: task.status });
  }
  if (task.year !== year) throw jointError('OV_JOINT_TASK_YEAR', { index, id, taskYear: task.year, year });
  const { size, specialties } = task.crew;
  if (size > MOST_CREW || specialties.length > MOST_CREW) {
    throw jointError('OV_JOINT_CREW_TOO_LARGE', { index, id, size, specialties: specialties.length, most: MOST_CREW });
  }
  return task;
}

/** The task with the window that the plan gives it, where that is another than its department stated. */
function inWindow(task: PlanTaskTerms, windows: readonly TaskWindow[]): PlanTaskTerms {
  const given = windows.find(({ taskId }) => taskId === task.id);
  return given === undefined ? task : { ...task, window: { ...given.window } };
}

function checkWindowsNamed({ windows, taskIds }: PlanInput): void {
  for (const [index, { taskId }] of windows.entries()) {
    if (!taskIds.includes(taskId)) throw jointError('OV_JOINT_WINDOW_TASK', { index, id: taskId });
  }
}

function legOf(department: string, task: PlanTaskTerms): ProposedLeg {
  return {
    task,
    id: task.id,
    department,
    title: task.title,
    period: task.period,
    kind: task.kind,
    level: task.level,
    windowFirst: task.window.first,
    windowLast: task.window.last,
    quota: task.quota.map(ruleOf),
    crew: task.crew,
    directed: conditionsOf(task).length > 0,
    items: task.items.map(({ id: itemId, title, itemClass, basis, version, ratioLimit, content, methods }) => {
      return { itemId, title, itemClass, basis, version, ratioLimit, content, methods };
    }),
  };
}

/** A rule with the members that were given. */
function ruleOf({ stratum, count, percent, min, max }: PlanTaskTerms['quota'][number]): QuotaRule {
  return {
    stratum,
    ...(count !== null && { count }),
    ...(percent !== null && { percent }),
    ...(min !== null && { min }),
    ...(max !== null && { max }),
  };
}
