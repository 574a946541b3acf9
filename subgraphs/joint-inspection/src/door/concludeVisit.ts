import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { isChecked } from '../visits/visitStanding.js';
import { checkNotConcluded } from './checkNotConcluded.js';
import { type Signatories, signatoriesOf, signedRecord } from './signedRecord.js';
import { FINAL_OUTCOMES } from './VisitOutcomeKind.js';

/** GraphQL's ConcludeVisitInput. */
export interface ConcludeVisitInput {
  readonly visitId: string;
}

/** The subject, among those who have not signed. */
const SUBJECT = '被检查人 the subject';

/**
 * Concludes a department's part of a visit: all its items have results, whoever of its team was there has signed, and so has the subject, or
 * its refusal is noted. Where there was nobody to inspect, no subject signs; where every item was recognised, nobody does, since nobody came.
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
  const signed = signatoriesOf(act, department, await signedRecord(tx, act, department));
  const missing = isRecognised(act, department) ? [] : unsigned(act, department, signed);
  if (missing.length > 0) throw jointError('OV_JOINT_UNSIGNED', { id: visitId, missing: missing.join(', ') });
  const on = calendarDate(now);
  await act.happened([{ department, kind: 'CONCLUDED', on }]);
  return await act.done('conclude', { department, on });
}

/** Whether others' results stand in place of all that a department would have checked. */
function isRecognised(act: VisitAct, department: string): boolean {
  const own = act.itemsOf(department);
  return !isChecked(act.visit.results.filter(({ plannedItemId }) => own.includes(plannedItemId)));
}

/** Who has yet to sign for the results as they stand. Somebody of the team signs in any case. */
function unsigned({ visit }: VisitAct, department: string, signed: Signatories): readonly string[] {
  const ofDepartment = (row: { readonly department: string }): boolean => row.department === department;
  const present = visit.checkIns
    .filter((row) => ofDepartment(row) && row.on === visit.inspectedOn)
    .map(({ inspectorId }) => inspectorId);
  const crew = present.length === 0 ? [department] : present.filter((id) => !signed.crew.includes(id));
  const subjectLeft = visit.outcomes.some((row) => ofDepartment(row) && FINAL_OUTCOMES.includes(row.kind));
  return subjectLeft || signed.subject ? crew : [...crew, SUBJECT];
}
