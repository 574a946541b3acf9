import { actorOf, type MutationOutcome, parseGlobalId } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { jointError } from '../../errors.js';
import type { Answering } from '../invitations/answerInvitation.js';
import { textOf } from '../lifecycle/standingPlan.js';
import { requestId } from './requestId.js';

/** GraphQL's RequestJointPlanInput. */
export interface RequestInput {
  readonly title: string;
  readonly year: number;
  /** Of the department that asks, and of those that it would come with. */
  readonly taskIds: readonly string[];
  readonly why: string;
}

/**
 * Asks the lead for a joint plan, for the officer's department. Whether the tasks go together is checked when the lead convenes it.
 * @returns the request's id
 * @throws OV_JOINT_TITLE, OV_JOINT_REQUEST_WHY, OV_JOINT_REQUEST_TASK, OV_JOINT_TASK_TWICE, OV_JOINT_REQUEST_OWN_TASK
 */
export async function requestJointPlan(
  tx: Prisma.TransactionClient,
  viewer: Answering,
  input: RequestInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const { year, taskIds } = input;
  const [title, why] = [textOf(input.title), textOf(input.why)];
  if (title === null) throw jointError('OV_JOINT_TITLE');
  if (why === null) throw jointError('OV_JOINT_REQUEST_WHY');
  const owners = taskIds.map((id, index) => {
    const parts = parseGlobalId(id);
    if (parts?.kind !== 'task') throw jointError('OV_JOINT_REQUEST_TASK', { index, id });
    const earlier = taskIds.indexOf(id);
    if (earlier < index) throw jointError('OV_JOINT_TASK_TWICE', { index, id, earlier });
    return parts.owner;
  });
  if (!owners.includes(department)) throw jointError('OV_JOINT_REQUEST_OWN_TASK', { department });
  const asked = { department, title, year, taskIds: [...taskIds], why };
  const { seq } = await tx.planRequest.create({
    data: { ...asked, requestedBy: actorOf(viewer), requestedAt: now },
  });
  const id = requestId(seq);
  return { response: id, step: { action: 'plan.request', target: id, detail: asked } };
}
