import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { ownInspector } from '../lists/ownInspector.js';
import { VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { arrive } from './arrive.js';

/** GraphQL's CheckInInput. */
export interface CheckInInput {
  readonly visitId: string;
  readonly on?: string | null;
  readonly notice?: string | null;
  readonly certificateValidTo?: string | null;
}

/**
 * Checks in whoever asks, for themselves; whoever comes after the department's part has begun is checked in as well.
 * @returns the visit's id
 * @throws OV_JOINT_NO_INSPECTOR, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_CHECKED_IN, and as `arrive`
 */
export async function checkIn(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: CheckInInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const officer = ownInspector(viewer);
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now);
  const on = input.on ?? calendarDate(now);
  if (act.isCheckedIn(viewer.department, officer, on)) {
    throw jointError('OV_JOINT_CHECKED_IN', { officer, day: on, id: act.visit.id });
  }
  const { certificateValidTo = null } = input;
  const arrival = { officers: [officer], on, notice: input.notice?.trim() || null, certificateValidTo };
  const arrived = await arrive(tx, act, viewer, arrival, { actor, now });
  return await act.done('checkIn', arrived);
}
