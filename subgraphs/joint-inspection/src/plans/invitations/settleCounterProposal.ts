import { actorOf, calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { jointError, shownDrawError } from '../../errors.js';
import { rulesOfPlan } from '../../rules/PlanRules.js';
import { batchWindowsOf, daysOf } from '../batches/batchWindows.js';
import { keepBatches } from '../batches/keepBatches.js';
import { checkOneVisit } from '../checks/checkOneVisit.js';
import { lockPlan, textOf } from '../lifecycle/standingPlan.js';
import type { TaskWindow } from '../proposePlan.js';
import { termsOf } from '../terms.js';
import type { Inviting } from './inviteToJointPlan.js';
import { withAgreement } from './withAgreement.js';

/** GraphQL's SettleCounterProposalInput. */
export interface SettleInput {
  readonly planId: string;
  readonly department: string;
  readonly take: boolean;
  readonly why?: string | null;
}

/**
 * Takes the windows that a department proposes, if the plan's legs still go together with them; the department has accepted with that.
 * Or refuses them with a reason, and the department is to answer anew.
 * @returns the plan's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_NO_COUNTER, OV_JOINT_COUNTER_WHY, OV_JOINT_BATCH_DAYS, OV_JOINT_RULE_ONE_VISIT, OV_DRAW_*
 */
export async function settleCounterProposal(
  tx: Prisma.TransactionClient,
  viewer: Inviting,
  { planId, department, take, ...input }: SettleInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const plan = await lockPlan(tx, planId, viewer);
  const invitation = plan.invitations.find((each) => each.department === department);
  if (plan.phase !== 'INVITED' || invitation?.state !== 'COUNTERED') {
    throw jointError('OV_JOINT_NO_COUNTER', {
      id: planId,
      department,
      state: invitation?.state ?? '—',
      phase: plan.phase,
    });
  }
  const why = textOf(input.why);
  if (!take && why === null) throw jointError('OV_JOINT_COUNTER_WHY');
  const windows = invitation.windows as unknown as readonly TaskWindow[];
  if (take) await takeWindows(tx, planId, windows);
  const state = take ? { state: 'ACCEPTED', refused: null } : { state: 'PENDING', refused: why };
  await tx.planInvitation.update({ where: { planId_department: { planId, department } }, data: state });
  const detail = { department, take, why, windows, on: calendarDate(now) };
  const step = { action: 'plan.counter', target: planId, detail };
  return await withAgreement(tx, planId, step, { actor: actorOf(viewer), now });
}

async function takeWindows(
  tx: Prisma.TransactionClient,
  planId: string,
  windows: readonly TaskWindow[],
): Promise<void> {
  for (const { taskId: id, window } of windows) {
    const { first, last } = window;
    await tx.leg.update({ where: { planId_id: { planId, id } }, data: { windowFirst: first, windowLast: last } });
  }
  const include = {
    legs: { include: { items: true }, orderBy: { id: 'asc' } },
    batchWindows: { orderBy: { number: 'asc' } },
  } as const;
  const plan = await tx.jointPlan.findUniqueOrThrow({ where: { id: planId }, include });
  try {
    termsOf(plan);
  } catch (cause) {
    throw shownDrawError(cause);
  }
  const former = plan.batchWindows.map(daysOf);
  await keepBatches(tx, planId, batchWindowsOf({ ...plan, batchWindows: null, formerBatchWindows: former }));
  const legs = plan.legs.map(({ id, department, windowFirst: first, windowLast: last }) => {
    return { department, task: { id, window: { first, last } } };
  });
  checkOneVisit({ legs, minOverlap: plan.minOverlap, rules: await rulesOfPlan(tx, planId) });
}
