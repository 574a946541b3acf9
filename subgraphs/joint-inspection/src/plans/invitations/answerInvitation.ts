import { actorOf, calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { settlePublication } from '../../disclosure/publication.js';
import { jointError } from '../../errors.js';
import { lockPlan, type StandingPlan, textOf } from '../lifecycle/standingPlan.js';
import type { TaskWindow } from '../proposePlan.js';
import { ANSWERABLE } from './InvitationState.js';
import { withAgreement } from './withAgreement.js';

/** GraphQL's AnswerInvitationInput. */
export interface AnswerInput {
  readonly planId: string;
  readonly answer: 'ACCEPT' | 'DECLINE' | 'COUNTER';
  /** GraphQL's DeclineReason. */
  readonly reason?: string | null;
  readonly explanation?: string | null;
  readonly windows: readonly TaskWindow[];
}

/** An officer, who answers for the department. */
export type Answering = Extract<Viewer, { readonly role: 'officer' }>;

/**
 * Answers an invitation for the officer's department. A department that declines leaves the plan with its legs, and says why to the lead;
 * one that proposes other windows waits for the lead. With the last answer the plan is agreed.
 * @returns the plan's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_NOT_INVITED, OV_JOINT_ANSWERED, OV_JOINT_ANSWER_OVER, OV_JOINT_DECLINE_REASON, OV_JOINT_COUNTER_*
 */
export async function answerInvitation(
  tx: Prisma.TransactionClient,
  viewer: Answering,
  input: AnswerInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { planId, answer } = input;
  const { department } = viewer;
  const plan = await lockPlan(tx, planId, viewer);
  checkAnswerable(plan, department, calendarDate(now));
  const by = { actor: actorOf(viewer), now };
  const answered = { ...answerOf(plan, department, input), answeredAt: now, answeredBy: by.actor, refused: null };
  await tx.planInvitation.update({ where: { planId_department: { planId, department } }, data: answered });
  if (answer === 'DECLINE') await leave(tx, planId, department);
  // Why a department declines is for the lead and itself; the ledger is read by auditors as well.
  const detail = { department, answer, ...(answer === 'COUNTER' && { windows: input.windows }) };
  return await withAgreement(tx, planId, { action: 'plan.answer', target: planId, detail }, by);
}

function checkAnswerable({ id, phase, invitations }: StandingPlan, department: string, today: string): void {
  const invitation = invitations.find((each) => each.department === department);
  if (invitation === undefined) throw jointError('OV_JOINT_NOT_INVITED', { id, department });
  const { state, answerBy } = invitation;
  if (phase !== 'INVITED' || !ANSWERABLE.includes(state)) {
    throw jointError('OV_JOINT_ANSWERED', { id, department, state, phase });
  }
  if (today > answerBy) throw jointError('OV_JOINT_ANSWER_OVER', { id, answerBy });
}

function answerOf(plan: StandingPlan, department: string, input: AnswerInput) {
  const explanation = textOf(input.explanation);
  switch (input.answer) {
    case 'ACCEPT':
      return { state: 'ACCEPTED', reason: null, explanation, windows: [] };
    case 'DECLINE': {
      const reason = input.reason ?? null;
      if (reason === null || explanation === null) throw jointError('OV_JOINT_DECLINE_REASON');
      return { state: 'DECLINED', reason, explanation, windows: [] };
    }
    case 'COUNTER': {
      checkCounter(plan, department, input.windows);
      const windows = input.windows.map(({ taskId, window }) => ({ taskId, window: { ...window } }));
      return { state: 'COUNTERED', reason: null, explanation, windows };
    }
  }
}

/** The windows are for legs of the department, each once, and end after they begin. */
function checkCounter(plan: StandingPlan, department: string, windows: readonly TaskWindow[]): void {
  if (windows.length === 0) throw jointError('OV_JOINT_COUNTER_EMPTY');
  const own = plan.legs.filter((leg) => leg.department === department).map(({ id }) => id);
  for (const [index, { taskId, window }] of windows.entries()) {
    const { first, last } = window;
    const twice = windows.findIndex((other) => other.taskId === taskId) < index;
    if (!own.includes(taskId) || twice)
      throw jointError('OV_JOINT_COUNTER_TASK', { index, id: taskId, own: own.join(', ') });
    if (first > last) throw jointError('OV_JOINT_COUNTER_WINDOW', { index, first, last });
  }
}

async function leave(tx: Prisma.TransactionClient, planId: string, department: string): Promise<void> {
  await tx.plannedItem.deleteMany({ where: { planId, leg: { department } } });
  await tx.leg.deleteMany({ where: { planId, department } });
  await settlePublication(tx, planId);
}
