import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkKept } from '../visits/checkWords.js';
import { checkActDay, VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { checkNotConcluded } from './checkNotConcluded.js';
import { signedRecord } from './signedRecord.js';

/** GraphQL's SubjectSignatureInput. */
export interface SubjectSignatureInput {
  readonly visitId: string;
  readonly name?: string | null;
  readonly capacity?: string | null;
  /** Why they did not sign; none where they did. */
  readonly refusal?: string | null;
  readonly on?: string | null;
}

/** Most characters of a name, a capacity and a reason. */
const MOST = 200;

/**
 * Notes that the subject's representative has signed for a department's results, or has refused to. Names of people are not put on
 * the ledger.
 * @returns the visit's id
 * @throws OV_JOINT_SUBJECT_SIGNATURE, OV_JOINT_TEXT, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_CONCLUDED, OV_JOINT_SIGNED, OV_JOINT_ACT_DAY
 */
export async function recordSubjectSignature(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId, ...input }: SubjectSignatureInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const [name, capacity, refusal] = [textOf(input, 'name'), textOf(input, 'capacity'), textOf(input, 'refusal')];
  if (name === null && refusal === null) throw jointError('OV_JOINT_SUBJECT_SIGNATURE', { most: MOST });
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visitId, of: department });
  const { inspectedOn, subjectSignatures } = act.visit;
  if (subjectSignatures.some((row) => row.department === department)) {
    throw jointError('OV_JOINT_SIGNED', { who: name ?? '—', id: visitId });
  }
  checkNotConcluded(act, department);
  const today = calendarDate(now);
  const on = input.on ?? inspectedOn ?? today;
  checkActDay('on', on, inspectedOn, today);
  const record = await signedRecord(tx, act, department);
  const said = { name, capacity, refusal, ...record, on };
  await tx.subjectSignature.create({ data: { visitId, department, ...said, recordedBy: actor, recordedAt: now } });
  return await act.done('subjectSign', { department, signed: refusal === null, refusal, ...record, on });
}

/** A text that says something; null for none. @throws OV_JOINT_SUBJECT_SIGNATURE for one that is too long, OV_JOINT_TEXT */
function textOf(input: Omit<SubjectSignatureInput, 'visitId'>, field: 'name' | 'capacity' | 'refusal'): string | null {
  const said = input[field]?.trim() || null;
  checkKept(field, said);
  if (said !== null && said.length > MOST) throw jointError('OV_JOINT_SUBJECT_SIGNATURE', { most: MOST });
  return said;
}
