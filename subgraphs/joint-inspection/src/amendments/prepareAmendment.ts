import { type Amendment, type Place, parseTerms, type SeatMove, type Visit } from '@onevisit/draw';
import { forbidden, OneVisitError, type Viewer } from '@onevisit/kit';
import type { Database } from '../database.js';
import { visibleDraws, visibleVisits } from '../disclosure/visible.js';
import { asDrawn, type FrozenInspector, frozenInspectors } from '../draw/frozenInspectors.js';
import { EngineThread } from '../engine/EngineThread.js';
import { jointError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { type AmendmentInput, seatsOf } from './AmendmentInput.js';
import { checkRecusalForm } from './checkRecusalForm.js';
import type { AmendmentWork, ComputedAmendment } from './computeAmendment.js';
import type { SeatChange, SeatHolder } from './SeatChange.js';

/** Visits read at once. */
const BATCH = 5_000;

/** An amendment that may be kept, as long as no other is kept before it. */
export interface PreparedAmendment {
  readonly drawId: string;
  /** Its place among the draw's amendments, from 1. */
  readonly number: number;
  readonly amendment: Amendment;
  /** By visit in processing order, then by seat. */
  readonly changes: readonly SeatChange[];
}

/**
 * Checks a change of crews and computes what comes of it (draw protocol, section 5). It repeats the draw, which takes
 * seconds where there are tens of thousands of visits: too long for a transaction.
 * @throws OV_JOINT_AMENDMENT_EXPLANATION, OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE, OV_JOINT_VISIT_NOT_OF_DRAW,
 *   OV_JOINT_SEAT_NOT_HELD, OV_JOINT_SWAP_DEPARTMENTS, OV_JOINT_RECUSAL_FORM, OV_KIT_FORBIDDEN, and OV_DRAW_* for whatever the protocol refuses
 */
export async function prepareAmendment(
  { database, engineFile }: Pick<Joint, 'database' | 'engineFile'>,
  viewer: Viewer,
  input: AmendmentInput,
  now: Date,
): Promise<PreparedAmendment> {
  if (input.explanation.trim() === '') throw jointError('OV_JOINT_AMENDMENT_EXPLANATION');
  const draw = await drawnDraw(database, viewer, input.drawId);
  const amendment = await amendmentOf(database, viewer, input, now);
  await checkRecusalForm(database, draw.planId, amendment);
  const { department } = amendment;
  const rows = await database.amendment.findMany({ where: { drawId: draw.id }, orderBy: { number: 'asc' } });
  const people = await frozenInspectors(database, draw.id, [department]);
  const { seed, rosterKey } = draw;
  const computed = await computedElsewhere(engineFile, {
    crews: { seed, rosterKey, terms: parseTerms(draw.terms), inspectors: people.map(asDrawn) },
    visits: await visitsOf(database, draw.id, department),
    earlier: rows.filter((row) => row.department === department).map((row) => row.amendment as unknown as Amendment),
    amendment,
  });
  if ('refusal' in computed) {
    const { code, message, place } = computed.refusal;
    throw new OneVisitError(code, message, { place });
  }
  const changes = await changesOf(database, draw.id, department, computed.moves, people);
  return { drawId: draw.id, number: (rows.at(-1)?.number ?? 0) + 1, amendment, changes };
}

/** Computes an amendment in a thread of its own, so that this one goes on answering. */
async function computedElsewhere(engineFile: URL, work: AmendmentWork): Promise<ComputedAmendment> {
  const engine = new EngineThread(engineFile);
  try {
    return await engine.call('amend', work);
  } finally {
    await engine.end();
  }
}

/** The draw, drawn and in force. */
async function drawnDraw(database: Database, viewer: Viewer, id: string): Promise<Draw & { readonly seed: string }> {
  const draw = await database.draw.findFirst({ where: { AND: [{ id }, visibleDraws(viewer)] } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  const { phase, seed } = draw;
  if (phase !== 'DRAWN' || seed === null) throw jointError('OV_JOINT_PHASE', { id, phase, needed: 'DRAWN' });
  return { ...draw, seed };
}

/** What is asked for, in the draw's own words. An officer changes crews of their own department. */
async function amendmentOf(database: Database, viewer: Viewer, input: AmendmentInput, now: Date): Promise<Amendment> {
  const found: { readonly department: string; readonly place: Place }[] = [];
  for (const { place, seat } of seatsOf(input)) {
    const { visitId: id, inspectorId } = seat;
    const visit = await database.visit.findFirst({
      where: { AND: [{ id, drawId: input.drawId }, visibleVisits(viewer, now)] },
      select: { key: true, seats: { where: { inspectorId }, select: { department: true } } },
    });
    if (visit === null) throw jointError('OV_JOINT_VISIT_NOT_OF_DRAW', { place, id, drawId: input.drawId });
    const [held] = visit.seats;
    if (held === undefined) throw jointError('OV_JOINT_SEAT_NOT_HELD', { place, inspectorId, visitId: id });
    found.push({ department: held.department, place: { visit: visit.key, inspector: inspectorId } });
  }
  const [one, other] = found;
  if (one === undefined) throw new Error('an amendment names at least one seat');
  const { department } = one;
  if (viewer.role === 'officer' && found.some((seat) => seat.department !== viewer.department)) {
    const field = 'seat' in input ? 'Mutation.stepOut' : 'Mutation.swapInspectors';
    throw forbidden(viewer, field, ['lead', `officer:${department}`]);
  }
  if (other === undefined) return { kind: 'stepOut', department, place: one.place };
  if (other.department !== department) {
    throw jointError('OV_JOINT_SWAP_DEPARTMENTS', { one: department, other: other.department });
  }
  return { kind: 'swap', department, places: [one.place, other.place] };
}

/** The visits of a draw in which a department takes part, in processing order. */
async function visitsOf(database: Database, drawId: string, department: string): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  for (let after = -1; ; ) {
    const rows = await database.visit.findMany({
      where: { drawId, departments: { has: department }, position: { gt: after } },
      orderBy: { position: 'asc' },
      take: BATCH,
      select: {
        position: true,
        key: true,
        subjectId: true,
        district: true,
        windowFirst: true,
        windowLast: true,
        legIds: true,
      },
    });
    for (const { key, subjectId: subject, district, windowFirst, windowLast, legIds: legs } of rows) {
      visits.push({ key, subject, district, window: [windowFirst, windowLast], legs });
    }
    if (rows.length < BATCH) return visits;
    after = rows.at(-1)?.position ?? after;
  }
}

/** The moves as they are kept: visits by id, people with what is shown of them. */
async function changesOf(
  database: Database,
  drawId: string,
  department: string,
  moves: readonly SeatMove[],
  people: readonly FrozenInspector[],
): Promise<readonly SeatChange[]> {
  const keys = [...new Set(moves.map(({ visit }) => visit))];
  const visits = await database.visit.findMany({
    where: { drawId, key: { in: keys } },
    select: { id: true, key: true },
  });
  const ids = new Map(visits.map(({ id, key }) => [key, id]));
  const byId = new Map(people.map((person) => [person.id, person]));
  const holder = (id: string | null): SeatHolder | null => {
    const person = id === null ? undefined : byId.get(id);
    if (person === undefined) return null;
    const { name, certificateNumber, post } = person;
    return { id: person.id, name, certificateNumber, post };
  };
  return moves.map(({ visit, seat, before, after }) => ({
    visitId: ids.get(visit) ?? '',
    department,
    seat,
    before: holder(before),
    after: holder(after),
  }));
}
