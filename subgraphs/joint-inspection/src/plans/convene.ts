import { randomUUID } from 'node:crypto';
import type { Terms } from '@onevisit/draw';
import { calendarDate, globalId, type MutationOutcome, parseGlobalId } from '@onevisit/kit';
import { workingCalendar } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import type { PlanTaskTerms } from '../departments/answers.js';
import type { Departments } from '../departments/Departments.js';
import { settlePublication } from '../disclosure/publication.js';
import { jointError, shownDrawError } from '../errors.js';
import type { Joint } from '../joint.js';
import { type PlanRules, pinRules, rulesInForce } from '../rules/PlanRules.js';
import { checkStandings } from '../standing/checkStandings.js';
import type { Treatment } from '../standing/LegRules.js';
import { batchWindowsOf, type Days } from './batches/batchWindows.js';
import type { BatchDraws } from './batches/openingBatch.js';
import { planSteps, submitBy } from './calendar/planSteps.js';
import { conditionsOf } from './checks/checkDirectedDraw.js';
import { checkPlanRules } from './checks/index.js';
import { findInvitable, type Invitable } from './couldJoin.js';
import { type CrewRule, type QuotaRule, termsOf } from './terms.js';

/** A joint plan to convene: GraphQL's ConveneJointPlanInput. */
export interface ConveneInput {
  readonly title: string;
  readonly year: number;
  readonly initiator: string;
  readonly taskIds: readonly string[];
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

interface ProposedLeg {
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
 *   OV_JOINT_CREW_TOO_LARGE, OV_JOINT_ONE_DEPARTMENT, OV_JOINT_DEPARTMENT_*, and OV_DRAW_* for terms that no draw could have
 */
export async function proposePlan(
  { database, departments }: Pick<Joint, 'database' | 'departments'>,
  input: ConveneInput,
  today: string,
): Promise<ProposedPlan> {
  if (input.title.trim() === '') throw jointError('OV_JOINT_TITLE');
  if (input.visitCap != null && input.visitCap < 1) throw jointError('OV_JOINT_VISIT_CAP', { cap: input.visitCap });
  const legs = await legsOf(departments, input);
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

/**
 * Convenes a joint plan: from here on its terms are frozen, whatever the departments change, and with them the rule packs
 * in force, which must permit it.
 * @returns the plan's id
 * @throws OV_JOINT_RULE_*, OV_JOINT_INITIATOR, OV_JOINT_DISCLOSURE_EARLY, and what `checkStandings` refuses
 */
export async function convene(
  tx: Prisma.TransactionClient,
  input: ConveneInput,
  { legs, terms, batchWindows, invitable }: ProposedPlan,
  now: Date,
): Promise<MutationOutcome<string>> {
  const id = globalId('joint-inspection', 'plan', randomUUID());
  const { title, year, initiator, minOverlap, publicSource, disclosure, batches, batchDraws } = input;
  const visitCap = input.visitCap ?? null;
  const trustworthy = input.trustworthy ?? null;
  const today = calendarDate(now);
  const departments = new Set(legs.map((leg) => leg.department));
  const rules = await rulesInForce(tx, today, departments);
  // Rules are about batches whose order is drawn.
  const drawnBatches = batchDraws === 'ONE_DRAW' ? batches : 1;
  checkPlanRules({ initiator, minOverlap, batches: drawnBatches, legs, rules });
  const { capRules } = checkStandings(rules, { legs, terms, trustworthy });
  const batched = { batches, batchDraws, batchWindows: { create: batchWindows.map(batchRow) } };
  const kept = { minOverlap, publicSource, disclosure, visitCap, capRules, trustworthy, ...batched, convenedAt: now };
  const couldJoin = invitable === null ? {} : { couldJoin: invitable as unknown as Prisma.InputJsonObject };
  await tx.jointPlan.create({ data: { id, title, year, initiator, ...kept, ...couldJoin } });
  await tx.leg.createMany({
    data: legs.map(({ items: _, task, quota, crew, ...leg }) => ({
      ...leg,
      planId: id,
      quotaText: task.quotaText,
      submittedOn: task.submittedOn,
      submitBy: submitByOf(rules, leg.department, task),
      quota: quota as unknown as Prisma.InputJsonArray,
      crew: crew as unknown as Prisma.InputJsonObject,
    })),
  });
  await tx.plannedItem.createMany({
    data: legs.flatMap((leg) =>
      leg.items.map((item) => ({
        ...item,
        id: globalId('joint-inspection', 'planneditem', randomUUID()),
        planId: id,
        legId: leg.id,
      })),
    ),
  });
  const pinned = await pinRules(tx, id, departments, today);
  await settlePublication(tx, id);
  const detail = { title, year, initiator, visitCap, trustworthy, batches, batchDraws, rules: pinned, terms };
  return { response: id, step: { action: 'plan.convene', target: id, detail } };
}

function batchRow({ first, last }: Days, index: number): { number: number; windowFirst: string; windowLast: string } {
  return { number: index + 1, windowFirst: first, windowLast: last };
}

interface AskedTask {
  readonly id: string;
  /** Place in `taskIds`. */
  readonly index: number;
}

/** Asks each department once for its tasks; the legs come in the order of `taskIds`. */
async function legsOf(departments: Departments, input: ConveneInput): Promise<readonly ProposedLeg[]> {
  const asked = [...tasksByDepartment(input.taskIds)].map(async ([code, tasks]) => {
    const found = await departments.client(code).planTasks(tasks.map((task) => task.id));
    return tasks.map((task, place) => ({
      index: task.index,
      leg: legOf(code, checkedTask(found[place], task, input.year)),
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

/** Rule plan-calendar: by when the task was to be submitted; null where no date is set. */
function submitByOf(rules: PlanRules, department: string, task: PlanTaskTerms): string | null {
  const rule = rules.of(department).rule('plan-calendar');
  return rule === null ? null : submitBy(planSteps(rule, task.year, workingCalendar()), task);
}
