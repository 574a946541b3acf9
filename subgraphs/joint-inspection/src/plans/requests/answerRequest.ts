import { actorOf, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { jointError } from '../../errors.js';
import type { Inviting } from '../invitations/inviteToJointPlan.js';
import type { MovedBy } from '../lifecycle/keepMove.js';
import { textOf } from '../lifecycle/standingPlan.js';
import { requestNumber } from './requestId.js';

/** GraphQL's RefuseJointPlanRequestInput. */
export interface RefuseInput {
  readonly requestId: string;
  readonly why: string;
}

/**
 * Refuses a request for a joint plan, with a reason.
 * @returns the request's id
 * @throws OV_JOINT_REQUEST_WHY, OV_JOINT_UNKNOWN_REQUEST, OV_JOINT_REQUEST_ANSWERED
 */
export async function refuseRequest(
  tx: Prisma.TransactionClient,
  viewer: Inviting,
  input: RefuseInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const why = textOf(input.why);
  if (why === null) throw jointError('OV_JOINT_REQUEST_WHY');
  const id = input.requestId;
  await settle(tx, id, { state: 'REFUSED', refused: why }, { actor: actorOf(viewer), now });
  return { response: id, step: { action: 'plan.refuse', target: id, detail: { why } } };
}

/**
 * Keeps that a plan was convened because a department had asked for it.
 * @throws OV_JOINT_UNKNOWN_REQUEST, OV_JOINT_REQUEST_ANSWERED
 */
export async function acceptRequest(
  tx: Prisma.TransactionClient,
  id: string,
  planId: string,
  by: MovedBy,
): Promise<void> {
  await settle(tx, id, { state: 'ACCEPTED', planId }, by);
}

async function settle(
  tx: Prisma.TransactionClient,
  id: string,
  data: { readonly state: string; readonly refused?: string; readonly planId?: string },
  { actor, now }: MovedBy,
): Promise<void> {
  const seq = requestNumber(id);
  const request = seq === null ? null : await tx.planRequest.findUnique({ where: { seq } });
  if (request === null) throw jointError('OV_JOINT_UNKNOWN_REQUEST', { id });
  const { seq: number } = request;
  const where = { seq: number, state: 'OPEN' };
  const { count } = await tx.planRequest.updateMany({ where, data: { ...data, answeredBy: actor, answeredAt: now } });
  if (count === 0) throw jointError('OV_JOINT_REQUEST_ANSWERED', { id, state: request.state });
}
