import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { checkNotConcluded } from './checkNotConcluded.js';
import { FINAL_OUTCOMES } from './VisitOutcomeKind.js';

/** GraphQL's ConcludeVisitInput. */
export interface ConcludeVisitInput {
  readonly visitId: string;
}

/** The subject, among those who have not signed. */
const SUBJECT = '被检查人 the subject';

/**
 * Concludes a department's part of a visit: all its items have results, whoever of its team was there has signed, and so has the subject, or
 * its refusal is noted. Where there was nobody to inspect, no subject signs.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_CONCLUDED, OV_JOINT_UNSIGNED
 */
export async function concludeVisit(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId }: ConcludeVisitInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visitId, of: department });
  checkNotConcluded(act, department);
  const missing = unsigned(act, department);
  if (missing.length > 0) throw jointError('OV_JOINT_UNSIGNED', { id: visitId, missing: missing.join(', ') });
  const on = calendarDate(now);
  await act.happened([{ department, kind: 'CONCLUDED', on }]);
  return await act.done('conclude', { department, on });
}

/** Who has yet to sign. Somebody of the team signs in any case. */
function unsigned({ visit }: VisitAct, department: string): readonly string[] {
  const ofDepartment = (row: { readonly department: string }): boolean => row.department === department;
  const signed = visit.signatures.filter(ofDepartment).map(({ inspectorId }) => inspectorId);
  const present = visit.checkIns
    .filter((row) => ofDepartment(row) && row.on === visit.inspectedOn)
    .map(({ inspectorId }) => inspectorId);
  const crew = present.length === 0 ? [department] : present.filter((id) => !signed.includes(id));
  const subjectLeft = visit.outcomes.some((row) => ofDepartment(row) && FINAL_OUTCOMES.includes(row.kind));
  return subjectLeft || visit.subjectSignatures.some(ofDepartment) ? crew : [...crew, SUBJECT];
}
