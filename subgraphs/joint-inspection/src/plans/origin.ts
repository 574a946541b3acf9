import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { MovedBy } from './lifecycle/keepMove.js';
import { textOf } from './lifecycle/standingPlan.js';
import { checkListedInitiators } from './listRow.js';
import type { PlanInput } from './proposePlan.js';
import { acceptRequest } from './requests/answerRequest.js';

/** Where a plan comes from: GraphQL's PlanOriginInput, and PlanOrigin. */
export interface PlanOrigin {
  readonly kind: 'HAND' | 'PROPOSAL' | 'LIST_ROW' | 'REQUEST';
  /** Id of the proposal or the request, or number of the list's row; null by hand. */
  readonly reference?: string | null;
  readonly text?: string | null;
}

/** Whoever convenes a plan by hand says nothing. */
const BY_HAND: PlanOrigin = { kind: 'HAND', reference: null, text: null };

/**
 * The origin of a plan, as it is kept. One that comes from a row of the joint lists is initiated as the row says.
 * @throws OV_JOINT_ORIGIN_REFERENCE where there must be a reference, or must be none; OV_JOINT_UNKNOWN_LIST_ROW, OV_JOINT_LIST_INITIATOR
 */
export function keptOrigin(
  stated: PlanOrigin | null | undefined,
  plan: Pick<PlanInput, 'initiator' | 'coInitiator'>,
): Required<PlanOrigin> {
  const { kind, ...origin } = stated ?? BY_HAND;
  const reference = textOf(origin.reference);
  if ((reference === null) !== (kind === 'HAND')) throw jointError('OV_JOINT_ORIGIN_REFERENCE', { kind });
  if (kind === 'LIST_ROW' && reference !== null) checkListedInitiators(reference, plan);
  return { kind, reference, text: textOf(origin.text) };
}

/**
 * What becomes of that from which a plan was convened: a request is accepted with it.
 * @throws OV_JOINT_UNKNOWN_REQUEST, OV_JOINT_REQUEST_ANSWERED
 */
export async function settleOrigin(
  tx: Prisma.TransactionClient,
  { kind, reference }: Required<PlanOrigin>,
  planId: string,
  by: MovedBy,
): Promise<void> {
  if (kind === 'REQUEST' && reference !== null) await acceptRequest(tx, reference, planId, by);
}
