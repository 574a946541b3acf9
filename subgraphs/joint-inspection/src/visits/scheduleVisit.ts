import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { Visit } from '../generated/client.js';
import { firstDayOfVisit } from './checkVisitDay.js';
import { lastDayOfVisit } from './rollOver.js';
import { VisitAct, type VisitActor } from './VisitAct.js';

/** GraphQL's ScheduleVisitInput. */
export interface ScheduleVisitInput {
  readonly visitId: string;
  /** An instant, RFC 3339. */
  readonly at: string | Date;
}

/**
 * Chooses the hour of a visit inside its window, and not before its batch (Luohe art. 14: those who were drawn choose it); chosen again, the last choice holds.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_SCHEDULE_BY, OV_JOINT_SCHEDULE_WINDOW, OV_JOINT_BEGUN
 */
export async function scheduleVisit(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: ScheduleVisitInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now);
  const { visit } = act;
  const rule = act.rules.of(viewer.department).rule('scheduling');
  if (rule !== null && viewer.role !== CHOOSERS[rule.chosenBy]) {
    throw jointError('OV_JOINT_SCHEDULE_BY', { chosenBy: rule.chosenBy, cite: citedAs(rule.cite) });
  }
  if (visit.inspectedOn !== null) throw jointError('OV_JOINT_BEGUN', { id: visit.id, status: visit.status });
  const at = new Date(input.at);
  const [first, last] = [firstDayOfVisit(visit), lastDayOfVisit(visit)];
  const day = calendarDate(at);
  if (day < first || day > last || at < now) {
    throw jointError('OV_JOINT_SCHEDULE_WINDOW', { at: at.toISOString(), first, last, now: now.toISOString() });
  }
  await tx.visit.update({ where: { id: visit.id }, data: { scheduledAt: at } });
  return await act.done('schedule', { at: at.toISOString() });
}

const CHOOSERS = { CREW: 'inspector', DEPARTMENT: 'officer' } as const;

/** The day in China for which a visit is scheduled; null where it is not. */
export function scheduledFor({ scheduledAt }: Pick<Visit, 'scheduledAt'>): string | null {
  return scheduledAt === null ? null : calendarDate(scheduledAt);
}
