import { parseTerms } from '@onevisit/draw';
import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkVisitDay } from './checkVisitDay.js';
import { scheduledFor } from './scheduleVisit.js';
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

/** What a department's officers showed: certificates in the order of the officers. */
interface Shown {
  readonly certificates: readonly string[];
  readonly certificateValidTo: string | null;
}

/**
 * Starts a department's part of a visit: its officers are at the door (Karamay 三(五): at least two, with certificates and notice).
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_NOT_SCHEDULED, OV_JOINT_STARTED, OV_JOINT_OFFICER*,
 *   OV_JOINT_CERTIFICATE*, OV_JOINT_NOTICE
 */
export async function startVisit(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: StartVisitInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now);
  const { visit } = act;
  const startedOn = input.on ?? calendarDate(now);
  checkVisitDay(act, department, startedOn, calendarDate(now));
  checkScheduled(act, viewer, startedOn);
  if (visit.starts.some((start) => start.department === department)) {
    throw jointError('OV_JOINT_STARTED', { department, id: visit.id });
  }
  checkOfficers(act, department, input.officers);
  const rule = act.rules.of(department).rule('officers');
  const notice = input.notice?.trim() || null;
  if (notice === null && rule?.notice === 'SHOWN') throw jointError('OV_JOINT_NOTICE', { cite: citedAs(rule.cite) });
  const shown = shownCertificates(act, department, input, startedOn);
  const start = { department, startedOn, officers: [...input.officers], notice, ...shown };
  await tx.visitStart.create({
    data: { visitId: visit.id, ...start, certificates: [...shown.certificates], startedBy: actor, startedAt: now },
  });
  const status = visit.status === 'PLANNED' ? 'IN_PROGRESS' : visit.status;
  await tx.visit.update({ where: { id: visit.id }, data: { status, inspectedOn: startedOn } });
  if (visit.status === 'PLANNED') await act.followed();
  return await act.done('start', start);
}

/** The officers hold seats of the department's team, none twice, and there are enough of them. */
function checkOfficers(act: VisitAct, department: string, officers: readonly string[]): void {
  const { visit, rules } = act;
  const team = new Set(visit.seats.filter((seat) => seat.department === department).map((seat) => seat.inspectorId));
  for (const [index, officer] of officers.entries()) {
    const values = { index, officer, department, id: visit.id };
    if (!team.has(officer)) throw jointError('OV_JOINT_OFFICER_NOT_OF_TEAM', values);
    if (officers.indexOf(officer) < index) throw jointError('OV_JOINT_OFFICER_TWICE', values);
  }
  if (officers.length === 0) throw jointError('OV_JOINT_NO_OFFICERS');
  const rule = rules.of(department).rule('officers');
  if (rule !== null && officers.length < rule.fewest) {
    const values = { fewest: rule.fewest, officers: officers.length, department, cite: citedAs(rule.cite) };
    throw jointError('OV_JOINT_OFFICERS_FEWEST', values);
  }
}

/**
 * The certificates that are shown. The freeze asked for people whose certificates are valid to the last day of the department's
 * windows; for a later day, of a visit that rolls over, whoever starts it reads the certificates.
 */
function shownCertificates(act: VisitAct, department: string, input: StartVisitInput, day: string): Shown {
  const rule = act.rules.of(department).rule('officers');
  if (rule?.certificate !== 'SHOWN') return { certificates: [], certificateValidTo: null };
  const cite = citedAs(rule.cite);
  const certificates = input.officers.map((officer, index) => {
    const seat = act.visit.seats.find((row) => row.department === department && row.inspectorId === officer);
    const number = seat?.certificateNumber ?? '';
    if (number === '') throw jointError('OV_JOINT_CERTIFICATE_MISSING', { index, officer, cite });
    return number;
  });
  const legs = parseTerms(act.visit.draw.terms).legs.filter((leg) => leg.department === department);
  const lastDays = legs.map(({ window }) => window[1]).sort();
  const frozenTo = lastDays.at(-1) ?? '';
  const certificateValidTo = [frozenTo, input.certificateValidTo ?? ''].sort().at(-1) ?? '';
  if (day > certificateValidTo) throw jointError('OV_JOINT_CERTIFICATE', { day, validTo: certificateValidTo, cite });
  return { certificates, certificateValidTo };
}

/** Where the department chooses the hour, its crew comes on the day that it chose. */
function checkScheduled({ visit, rules }: VisitAct, viewer: VisitActor, day: string): void {
  const rule = rules.of(viewer.department).rule('scheduling');
  if (rule?.chosenBy !== 'DEPARTMENT' || viewer.role === 'officer') return;
  const scheduled = scheduledFor(visit);
  if (scheduled !== day) {
    throw jointError('OV_JOINT_NOT_SCHEDULED', { day, scheduled: scheduled ?? '—', cite: citedAs(rule.cite) });
  }
}
