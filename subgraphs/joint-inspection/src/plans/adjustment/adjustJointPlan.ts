import { actorOf, calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { jointError } from '../../errors.js';
import type { Joint } from '../../joint.js';
import { pinRulesOf } from '../../rules/PlanRules.js';
import type { Treatment } from '../../standing/LegRules.js';
import { type Days, daysOf } from '../batches/batchWindows.js';
import { keepBatches } from '../batches/keepBatches.js';
import type { BatchDraws } from '../batches/openingBatch.js';
import { askAnew } from '../invitations/askAnew.js';
import type { Inviting } from '../invitations/inviteToJointPlan.js';
import { withAgreement } from '../invitations/withAgreement.js';
import { keepLegs, permittedColumns } from '../keepPlan.js';
import { lockPlan, type StandingPlan, textOf } from '../lifecycle/standingPlan.js';
import { type PlanInput, type ProposedPlan, proposePlan, type TaskWindow } from '../proposePlan.js';
import { checkAdjustable } from './checkAdjustable.js';
import { contentOf, type PlanContent } from './PlanContent.js';

/** GraphQL's AdjustJointPlanInput: what is left out stays as it is. */
export interface AdjustInput {
  readonly planId: string;
  readonly title?: string | null;
  readonly initiator?: string | null;
  readonly coInitiator?: string | null;
  readonly taskIds?: readonly string[] | null;
  readonly windows?: readonly TaskWindow[] | null;
  readonly minOverlap?: number | null;
  readonly publicSource?: string | null;
  readonly disclosure?: string | null;
  readonly visitCap?: number | null;
  readonly trustworthy?: Treatment | null;
  readonly batches?: number | null;
  readonly batchDraws?: BatchDraws | null;
  readonly batchWindows?: readonly Days[] | null;
  readonly why?: string | null;
  /** Of the document that the adjustment of a published plan rests on. */
  readonly reference?: string | null;
}

/** An adjustment whose departments have been asked for their tasks. */
export interface PreparedAdjustment {
  readonly input: PlanInput;
  readonly plan: ProposedPlan;
  /** Legs of the plan when the departments were asked. */
  readonly legIds: readonly string[];
}

/**
 * Asks the departments for the tasks of an adjusted plan, as they state them now. A leg that stays keeps its window in the plan unless
 * it is given another.
 * @throws OV_JOINT_UNKNOWN_PLAN, and what `proposePlan` refuses
 */
export async function prepareAdjustment(joint: Joint, stated: AdjustInput): Promise<PreparedAdjustment> {
  const include = { legs: { orderBy: { id: 'asc' } }, batchWindows: { orderBy: { number: 'asc' } } } as const;
  const plan = await joint.database.jointPlan.findUnique({ where: { id: stated.planId }, include });
  if (plan === null) throw jointError('OV_JOINT_UNKNOWN_PLAN', { id: stated.planId });
  const taskIds = stated.taskIds ?? plan.legs.map(({ id }) => id);
  const given = stated.windows ?? [];
  const kept = plan.legs
    .filter(({ id }) => taskIds.includes(id) && !given.some(({ taskId }) => taskId === id))
    .map(({ id, windowFirst, windowLast }) => ({ taskId: id, window: { first: windowFirst, last: windowLast } }));
  const input: PlanInput = {
    title: stated.title ?? plan.title,
    year: plan.year,
    initiator: stated.initiator ?? plan.initiator,
    coInitiator: stated.coInitiator === undefined ? plan.coInitiator : stated.coInitiator,
    taskIds,
    windows: [...given, ...kept],
    minOverlap: stated.minOverlap ?? plan.minOverlap,
    publicSource: stated.publicSource ?? plan.publicSource,
    disclosure: stated.disclosure ?? plan.disclosure,
    visitCap: stated.visitCap === undefined ? plan.visitCap : stated.visitCap,
    trustworthy: stated.trustworthy === undefined ? (plan.trustworthy as Treatment | null) : stated.trustworthy,
    batches: stated.batches ?? plan.batches,
    batchDraws: stated.batchDraws ?? (plan.batchDraws as BatchDraws),
    batchWindows: stated.batchWindows ?? null,
    formerBatchWindows: plan.batchWindows.map(daysOf),
  };
  return { input, plan: await proposePlan(joint, input, calendarDate(joint.clock())), legIds: legIdsOf(plan) };
}

/**
 * Adjusts a plan. Before its departments have agreed the lead changes it freely, and whoever is concerned is asked anew. Once it is published the
 * version that was public stays readable, beside why it was replaced and by which document; from the opening of a draw on nothing changes.
 * @returns the plan's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_PLAN_NOT_ADJUSTABLE, OV_JOINT_PLAN_ADJUST_*, OV_JOINT_PLAN_CHANGED, OV_JOINT_ITEM_HAS_RESULTS, and
 *   what forbids a plan to be convened
 */
export async function adjustJointPlan(
  tx: Prisma.TransactionClient,
  viewer: Inviting,
  stated: AdjustInput,
  { input, plan: proposed, legIds }: PreparedAdjustment,
  now: Date,
): Promise<MutationOutcome<string>> {
  const plan = await lockPlan(tx, stated.planId, viewer);
  const { id } = plan;
  checkAdjustable(plan, input, stated, proposed.legs);
  if (legIdsOf(plan).join() !== legIds.join()) throw jointError('OV_JOINT_PLAN_CHANGED', { id });
  const before = await contentOf(tx, id);
  const by = { actor: actorOf(viewer), now };
  const isPublished = plan.publishedAt !== null;
  if (isPublished) await keepVersion(tx, plan, before, stated, by);
  const departments = new Set(proposed.legs.map(({ department }) => department));
  const rules = await pinRulesOf(tx, id, departments, calendarDate(now));
  const version = plan.version + (isPublished ? 1 : 0);
  await tx.jointPlan.update({ where: { id }, data: { ...permittedColumns(input, proposed, rules), version } });
  await keepBatches(tx, id, proposed.batchWindows);
  await keepLegs(tx, id, proposed.legs, rules);
  const asked = plan.phase === 'INVITED' ? await askAnew(tx, plan, before, viewer, now) : [];
  const { why, reference } = stated;
  const detail = {
    version,
    why: textOf(why),
    reference: textOf(reference),
    title: input.title,
    asked,
    terms: proposed.terms,
  };
  return await withAgreement(tx, id, { action: 'plan.adjust', target: id, detail }, by);
}

function legIdsOf({ legs }: { readonly legs: readonly { readonly id: string }[] }): readonly string[] {
  return legs.map(({ id }) => id).sort();
}

async function keepVersion(
  tx: Prisma.TransactionClient,
  { id: planId, version: number, publishedAt }: StandingPlan,
  content: PlanContent,
  { why, reference }: AdjustInput,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<void> {
  const before = await tx.planVersion.findFirst({ where: { planId }, orderBy: { number: 'desc' } });
  await tx.planVersion.create({
    data: {
      planId,
      number,
      content: content as unknown as Prisma.InputJsonObject,
      since: before?.replacedAt ?? publishedAt ?? now,
      replacedAt: now,
      replacedBy: actor,
      why: textOf(why) ?? '',
      reference: textOf(reference) ?? '',
    },
  });
}
