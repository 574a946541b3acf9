import { actorOf, calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { jointError } from '../../errors.js';
import { keepMove } from '../lifecycle/keepMove.js';
import { allowedMove } from '../lifecycle/moveJointPlan.js';
import { lockPlan, type StandingPlan } from '../lifecycle/standingPlan.js';
import { withAgreement } from './withAgreement.js';

/** GraphQL's InviteToJointPlanInput. */
export interface InviteInput {
  readonly planId: string;
  /** Last day for the answers, YYYY-MM-DD. */
  readonly answerBy: string;
}

/** The lead, who invites. */
export type Inviting = Extract<Viewer, { readonly role: 'lead' }>;

/**
 * Invites the departments of a plan. The lead's own takes part by inviting, and one that asked for the plan by having asked; all others are to
 * answer. Of a plan whose departments are invited already, those that have not answered get another last day.
 * @returns the plan's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_PLAN_*, OV_JOINT_ANSWER_DAY
 */
export async function inviteToJointPlan(
  tx: Prisma.TransactionClient,
  viewer: Inviting,
  { planId, answerBy }: InviteInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const plan = await lockPlan(tx, planId, viewer);
  const by = { actor: actorOf(viewer), now };
  const today = calendarDate(now);
  if (plan.phase === 'INVITED') {
    if (answerBy < today) throw jointError('OV_JOINT_ANSWER_DAY', { answerBy, today });
    await tx.planInvitation.updateMany({ where: { planId, state: 'PENDING' }, data: { answerBy } });
    return { response: planId, step: { action: 'plan.invite', target: planId, detail: { answerBy } } };
  }
  const facts = await allowedMove(tx, plan, 'INVITING', { to: 'INVITED', answerBy }, now);
  const { detail } = await keepMove(tx, plan, facts, by);
  const invited = await inviteAll(tx, plan, { viewer, answerBy, now });
  return await withAgreement(
    tx,
    planId,
    { action: 'plan.invite', target: planId, detail: { ...(detail as object), answerBy, invited } },
    by,
  );
}

/** @returns the departments that are to answer */
async function inviteAll(
  tx: Prisma.TransactionClient,
  plan: StandingPlan,
  { viewer, answerBy, now }: { readonly viewer: Inviting; readonly answerBy: string; readonly now: Date },
): Promise<readonly string[]> {
  const { id: planId } = plan;
  const requests = await tx.planRequest.findMany({ where: { planId }, select: { department: true } });
  const willing = new Set([viewer.department, ...requests.map(({ department }) => department)]);
  const departments = [...new Set(plan.legs.map(({ department }) => department))];
  await tx.planInvitation.deleteMany({ where: { planId } });
  await tx.planInvitation.createMany({
    data: departments.map((department) => ({
      planId,
      department,
      answerBy,
      invitedAt: now,
      state: willing.has(department) ? 'ACCEPTED' : 'PENDING',
    })),
  });
  return departments.filter((department) => !willing.has(department));
}
