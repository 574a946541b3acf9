import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { calendarDate, forbidden, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { lockedCalendar } from './calendar.js';
import { STANDING, type SuspendableDeadline, stateOn } from './deadlineStates.js';
import { type Counting, dueOf } from './dueOf.js';

/** GraphQL's SuspendDeadlineInput. */
export interface SuspendDeadlineInput {
  readonly deadlineId: string;
  readonly reason: string;
  readonly explanation: string;
}

/** GraphQL's ResumeDeadlineInput. */
export interface ResumeDeadlineInput {
  readonly deadlineId: string;
  /** The first day that counts again. */
  readonly on: string;
}

/**
 * Suspends a deadline of the officer's department (中止), as for the days of testing: from today on days do not count. What has passed has
 * counted, so that nobody mends a deadline that they have missed.
 * @returns the deadline's id
 * @throws OV_JOINT_UNKNOWN_DEADLINE, OV_JOINT_SUSPENSION_EXPLANATION, OV_JOINT_DEADLINE_NOT_RUNNING
 */
export async function suspendDeadline(
  tx: Prisma.TransactionClient,
  viewer: Viewer,
  actor: string,
  { deadlineId, reason, explanation }: SuspendDeadlineInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  if (explanation.trim() === '') throw jointError('OV_JOINT_SUSPENSION_EXPLANATION');
  const recount = await countingDeadline(tx, viewer, deadlineId);
  const { deadline } = recount;
  const on = calendarDate(now);
  const state = stateOn(deadline, on);
  if (state !== 'RUNNING' && state !== 'DUE_SOON')
    throw jointError('OV_JOINT_DEADLINE_NOT_RUNNING', { id: deadlineId, state });
  const suspension = { deadlineId: deadline.id, first: on, last: null, reason, explanation, by: actor, at: now };
  await tx.deadlineSuspension.create({ data: suspension });
  const due = await recount.keep([...deadline.suspensions, suspension]);
  const detail = {
    deadline: deadline.id,
    kind: deadline.kind,
    on,
    reason,
    explanation,
    due,
    ...changeOf(deadline, due),
  };
  return { response: deadline.id, step: { action: 'visit.suspend', target: deadline.visitId, detail } };
}

/**
 * Lets a suspended deadline run on.
 * @returns the deadline's id
 * @throws OV_JOINT_UNKNOWN_DEADLINE, OV_JOINT_NOT_SUSPENDED, OV_JOINT_SUSPENSION_DAY
 */
export async function resumeDeadline(
  tx: Prisma.TransactionClient,
  viewer: Viewer,
  { deadlineId, on }: ResumeDeadlineInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const recount = await countingDeadline(tx, viewer, deadlineId);
  const { deadline } = recount;
  // One that is closed has nothing left to count.
  const lasting = deadline.suspensions.find(({ last }) => last === null && deadline.closedOn === null);
  if (lasting === undefined) throw jointError('OV_JOINT_NOT_SUSPENDED', { id: deadlineId });
  const today = calendarDate(now);
  if (on > today || on <= lasting.first) {
    throw jointError('OV_JOINT_SUSPENSION_DAY', { day: on, first: lasting.first, today });
  }
  const last = dateOfDay((dayNumber(on) ?? 0) - 1);
  const { first } = lasting;
  await tx.deadlineSuspension.update({ where: { deadlineId_first: { deadlineId, first } }, data: { last } });
  const due = await recount.keep(deadline.suspensions.map((row) => (row === lasting ? { ...row, last } : row)));
  const detail = { deadline: deadlineId, kind: deadline.kind, on, due, ...changeOf(deadline, due) };
  return { response: deadlineId, step: { action: 'visit.resume', target: deadline.visitId, detail } };
}

/** How the ledger tells of a deadline that has moved, as acts on visits do. */
function changeOf({ department, kind, reference, closedOn }: SuspendableDeadline, due: string | null) {
  return { deadlines: [{ department, kind, reference, due, closedOn }] };
}

/** A deadline of the officer's department, its visit locked, and what keeps it counted anew. */
async function countingDeadline(tx: Prisma.TransactionClient, viewer: Viewer, id: string) {
  if (viewer.role !== 'officer') throw forbidden(viewer, 'Mutation.suspendDeadline', ['officer']);
  await tx.$executeRaw`SELECT 1 FROM visit WHERE id = (SELECT visit_id FROM deadline WHERE id = ${id}) FOR UPDATE`;
  const calendar = await lockedCalendar(tx);
  const deadline: SuspendableDeadline | null = await tx.deadline.findFirst({
    where: { AND: [{ id, department: viewer.department }, STANDING] },
    include: { suspensions: { orderBy: { first: 'asc' } } },
  });
  if (deadline === null) throw jointError('OV_JOINT_UNKNOWN_DEADLINE', { id });
  const keep = async (suspensions: Counting['suspensions']): Promise<string | null> => {
    const days = dueOf({ ...deadline, anchor: deadline.anchor as Counting['anchor'], suspensions }, calendar);
    await tx.deadline.update({ where: { id }, data: days });
    return days.due;
  };
  return { deadline, keep };
}
