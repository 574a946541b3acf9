import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { arrive } from '../door/arrive.js';
import { jointError } from '../errors.js';
import { VisitAct, type VisitActor } from './VisitAct.js';

/** GraphQL's StartVisitInput. */
export interface StartVisitInput {
  readonly visitId: string;
  /** Who is at the door, by id. */
  readonly officers: readonly string[];
  /** Number of the notice of inspection that is shown. */
  readonly notice?: string | null;
  /** The day; today unless told otherwise. */
  readonly on?: string | null;
  /** Last day for which every certificate shown is valid, where the freeze did not ask for certificates up to the day. */
  readonly certificateValidTo?: string | null;
}

/**
 * Starts a department's part of a visit: an officer says who is at the door, beside those who have checked in. An inspector says so
 * of themselves only, so that nobody makes a team of two alone.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_STARTED, OV_JOINT_NO_OFFICERS, OV_JOINT_CHECK_IN_OWN, OV_JOINT_OFFICERS_FEWEST, and as `arrive`
 */
export async function startVisit(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: StartVisitInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const { officers, certificateValidTo = null } = input;
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now);
  const { id, starts } = act.visit;
  if (starts.some((start) => start.department === department)) throw jointError('OV_JOINT_STARTED', { department, id });
  if (officers.length === 0) throw jointError('OV_JOINT_NO_OFFICERS');
  const other = viewer.role === 'inspector' ? officers.findIndex((officer) => officer !== viewer.inspector) : -1;
  if (other >= 0) throw jointError('OV_JOINT_CHECK_IN_OWN', { index: other, officer: officers[other] ?? '' });
  const on = input.on ?? calendarDate(now);
  const arrival = { officers, on, notice: input.notice?.trim() || null, certificateValidTo };
  const { start, present, fewest, status } = await arrive(tx, act, viewer, arrival, { actor, now });
  if (start === null) {
    const cite = citedAs(act.rules.of(department).rule('officers')?.cite ?? []);
    throw jointError('OV_JOINT_OFFICERS_FEWEST', { fewest, officers: present, department, cite });
  }
  return await act.done('start', { department, ...start, status });
}
