import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { ownInspector } from '../lists/ownInspector.js';
import { VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { checkNotConcluded } from './checkNotConcluded.js';
import { signedRecord } from './signedRecord.js';

/** GraphQL's SignVisitInput. */
export interface SignVisitInput {
  readonly visitId: string;
}

/**
 * Signs for the results of the asker's department, once they are there. Whoever was there signs, for themselves.
 * @returns the visit's id
 * @throws OV_JOINT_NO_INSPECTOR, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_CONCLUDED, OV_JOINT_SIGN_NOT_THERE, OV_JOINT_SIGNED
 */
export async function signVisit(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId }: SignVisitInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const inspectorId = ownInspector(viewer);
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visitId, of: department });
  const { inspectedOn, signatures } = act.visit;
  if (!act.isCheckedIn(department, inspectorId, inspectedOn ?? '')) {
    throw jointError('OV_JOINT_SIGN_NOT_THERE', { officer: inspectorId, id: visitId, day: inspectedOn ?? '' });
  }
  if (signatures.some((row) => row.department === department && row.inspectorId === inspectorId)) {
    throw jointError('OV_JOINT_SIGNED', { who: inspectorId, id: visitId });
  }
  checkNotConcluded(act, department);
  const signed = { department, inspectorId, ...(await signedRecord(tx, act, department)) };
  await tx.visitSignature.create({ data: { visitId, ...signed, signedBy: actor, signedAt: now } });
  return await act.done('sign', signed);
}
