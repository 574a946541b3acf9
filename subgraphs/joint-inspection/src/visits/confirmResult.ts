import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkActDay, VisitAct, type VisitActor } from './VisitAct.js';

/** GraphQL's ConfirmResultInput. */
export interface ConfirmResultInput {
  readonly visitId: string;
  /** The day on which the subject confirmed it. */
  readonly confirmedOn: string;
}

/**
 * Records that the subject has confirmed the result of the department, of which it was told (Changzhou 三3: 经确认后).
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_CONFIRMED, OV_JOINT_ACT_DAY, OV_RULES_VALUE_UNSET
 */
export async function confirmResult(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId, confirmedOn }: ConfirmResultInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visitId, of: department });
  if (act.daysOf(department, 'RESULT_CONFIRMED').length > 0) throw jointError('OV_JOINT_CONFIRMED', { id: visitId });
  checkActDay('confirmedOn', confirmedOn, act.visit.inspectedOn, calendarDate(now));
  await act.happened([{ department, kind: 'RESULT_CONFIRMED', on: confirmedOn }]);
  return await act.done('confirm', { department, confirmedOn });
}
