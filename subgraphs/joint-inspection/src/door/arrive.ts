import { parseTerms } from '@onevisit/draw';
import { calendarDate } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkVisitDay } from '../visits/checkVisitDay.js';
import { checkKept } from '../visits/checkWords.js';
import { scheduledFor } from '../visits/scheduleVisit.js';
import type { VisitAct, VisitActor } from '../visits/VisitAct.js';
import { checkNotConcluded } from './checkNotConcluded.js';

/** People of one team who are at the door together. */
export interface Arrival {
  /** Ids of inspectors. */
  readonly officers: readonly string[];
  readonly on: string;
  /** Number of the notice of inspection that they show. */
  readonly notice: string | null;
  /** Last day for which every certificate shown is valid, where the freeze did not ask for certificates up to the day. */
  readonly certificateValidTo: string | null;
}

/** What came of an arrival, for the ledger. */
export interface Arrived {
  readonly department: string;
  readonly on: string;
  /** Who checked in now. */
  readonly checkedIn: readonly string[];
  /** How many of the team are there, and how many it takes. */
  readonly present: number;
  readonly fewest: number;
  /** The department's part as it began now; null where it had begun, or there are too few. */
  readonly start: StartedPart | null;
  readonly status: string;
}

/** A department's part as it begins. */
interface StartedPart {
  readonly startedOn: string;
  readonly officers: string[];
  readonly certificates: string[];
  readonly certificateValidTo: string | null;
  readonly notice: string | null;
}

interface CheckedIn {
  readonly inspectorId: string;
  readonly certificate: string | null;
  readonly certificateValidTo: string | null;
  readonly notice: string | null;
}

/**
 * Keeps who is at the door, and begins the department's part once as many of its team are there as its rules want (Karamay 三(五):
 * at least two, with certificates and notice); without such a rule one is enough.
 * @throws OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_OUTCOME_DAY, OV_JOINT_CONCLUDED, OV_JOINT_TEXT, OV_JOINT_NOT_SCHEDULED, OV_JOINT_OFFICER_*,
 *   OV_JOINT_CERTIFICATE*, OV_JOINT_NOTICE
 */
export async function arrive(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  viewer: VisitActor,
  arrival: Arrival,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<Arrived> {
  const { department } = viewer;
  const { visit } = act;
  const { on, officers } = arrival;
  checkVisitDay(act, department, on, calendarDate(now));
  checkNotConcluded(act, department);
  checkKept('notice', arrival.notice);
  checkScheduled(act, viewer, on);
  const team = checkTeam(act, department, officers);
  const earlier = visit.checkIns.filter(
    (row) => row.department === department && row.on === on && team.has(row.inspectorId),
  );
  const come = officers.filter((id) => !earlier.some(({ inspectorId }) => inspectorId === id));
  const arrived = come.map((id) => shownBy(act, department, id, officers.indexOf(id), arrival));
  const own = 'inspector' in viewer ? viewer.inspector : undefined;
  const recorded = { checkedInBy: actor, checkedInAt: now };
  await tx.visitCheckIn.createMany({
    data: arrived.map((row) => {
      return { visitId: visit.id, department, on, ...row, inPerson: row.inspectorId === own, ...recorded };
    }),
  });
  const present = [...earlier, ...arrived];
  const fewest = act.rules.of(department).rule('officers')?.fewest ?? 1;
  const begins = present.length >= fewest && !visit.starts.some((start) => start.department === department);
  const start = begins ? startedPart(act, department, on, present) : null;
  const status = start !== null && visit.status === 'PLANNED' ? 'IN_PROGRESS' : visit.status;
  if (start !== null) {
    await tx.visitStart.create({
      data: { visitId: visit.id, department, ...start, startedBy: actor, startedAt: now },
    });
    await tx.visit.update({ where: { id: visit.id }, data: { status, inspectedOn: on } });
    if (visit.status === 'PLANNED') await act.followed();
  }
  return { department, on, checkedIn: come, present: present.length, fewest, start, status };
}

/** The officers hold seats of the department's team, none twice. @returns the team */
function checkTeam({ visit }: VisitAct, department: string, officers: readonly string[]): ReadonlySet<string | null> {
  const team = new Set(visit.seats.filter((seat) => seat.department === department).map((seat) => seat.inspectorId));
  for (const [index, officer] of officers.entries()) {
    const values = { index, officer, department, id: visit.id };
    if (!team.has(officer)) throw jointError('OV_JOINT_OFFICER_NOT_OF_TEAM', values);
    if (officers.indexOf(officer) < index) throw jointError('OV_JOINT_OFFICER_TWICE', values);
  }
  return team;
}

/**
 * The certificate that somebody shows. The freeze asked for people whose certificates are valid to the last day of the department's
 * windows; for a later day, of a visit that rolls over, whoever checks in reads the certificate.
 */
function shownBy(
  act: VisitAct,
  department: string,
  inspectorId: string,
  index: number,
  { on: day, notice, certificateValidTo: stated }: Arrival,
): CheckedIn {
  const rule = act.rules.of(department).rule('officers');
  if (rule?.certificate !== 'SHOWN') return { inspectorId, certificate: null, certificateValidTo: null, notice };
  const cite = citedAs(rule.cite);
  const seat = act.visit.seats.find((row) => row.department === department && row.inspectorId === inspectorId);
  const certificate = seat?.certificateNumber || null;
  if (certificate === null) throw jointError('OV_JOINT_CERTIFICATE_MISSING', { index, officer: inspectorId, cite });
  const legs = parseTerms(act.visit.draw.terms).legs.filter((leg) => leg.department === department);
  const lastDays = legs.map(({ window }) => window[1]);
  const certificateValidTo = [...lastDays, stated ?? ''].sort().at(-1) ?? '';
  if (day > certificateValidTo) throw jointError('OV_JOINT_CERTIFICATE', { day, validTo: certificateValidTo, cite });
  return { inspectorId, certificate, certificateValidTo, notice };
}

/** A department's part as it begins with those who are there. @throws OV_JOINT_NOTICE */
function startedPart(act: VisitAct, department: string, startedOn: string, present: readonly CheckedIn[]): StartedPart {
  const rule = act.rules.of(department).rule('officers');
  const notice = present.find((row) => row.notice !== null)?.notice ?? null;
  if (notice === null && rule?.notice === 'SHOWN') throw jointError('OV_JOINT_NOTICE', { cite: citedAs(rule.cite) });
  const validTo = present.flatMap((row) => row.certificateValidTo ?? []).sort();
  return {
    startedOn,
    officers: present.map(({ inspectorId }) => inspectorId),
    certificates: present.flatMap(({ certificate }) => certificate ?? []),
    certificateValidTo: validTo[0] ?? null,
    notice,
  };
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
