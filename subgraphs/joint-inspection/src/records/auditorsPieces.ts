import {
  type AuditorsFrame,
  auditorsFrame,
  departmentsOf,
  entriesText,
  type Inspector,
  parseTerms,
  type QuotaRow,
  sortedBytewise,
  visitsText,
} from '@onevisit/draw';
import type { Database } from '../database.js';
import { asDrawn, frozenInspectors } from '../draw/frozenInspectors.js';
import { noncesOf } from '../draw/nonces.js';
import { crewedVisits, VISITS_AT_ONCE } from './crewedVisits.js';
import { badPlace, lastPiece, piece, type RecordPiece } from './pieces.js';
import { type DrawnHashes, drawnHashes, type RecordedDraw } from './RecordedDraw.js';
import { storedEntries } from './storedEntries.js';

/** A page of the roster: number of the leg, of its page, and whether entries were written before. */
const ROSTER = /^roster (\d{1,9}) (\d{1,9}) ([01])$/;
/** Visits from a position on. */
const VISITS = /^visits (\d{1,9})$/;

/**
 * A piece of the auditor's record (draw protocol, section 6): what stands before the roster; then a piece for each stored
 * page, legs bytewise; then the visits. No piece reads another's rows, and none holds more than a page.
 * @param place null for the first
 * @returns null before the draw
 * @throws OV_KIT_BAD_CURSOR, OV_JOINT_PAGES_DAMAGED
 */
export async function auditorsPiece(
  database: Database,
  draw: RecordedDraw,
  place: string | null,
): Promise<RecordPiece | null> {
  const hashes = drawnHashes(draw);
  if (hashes === null) return null;
  if (place === null) {
    const inspectors = await frozenInspectors(database, draw.id, departmentsOf(parseTerms(draw.terms)));
    return piece(frameOf(draw, hashes, inspectors.map(asDrawn)).beforeRoster, 'roster 0 0 0');
  }
  const page = ROSTER.exec(place);
  if (page !== null) return await rosterPiece(database, draw, place, page.slice(1).map(Number));
  const visits = VISITS.exec(place);
  if (visits === null) throw badPlace(place);
  return await visitsPiece(database, draw, hashes, Number(visits[1]));
}

async function rosterPiece(
  database: Database,
  draw: RecordedDraw,
  place: string,
  [leg = 0, number = 0, begun = 0]: readonly number[],
): Promise<RecordPiece> {
  const legs = sortedBytewise(parseTerms(draw.terms).legs.map(({ id }) => id));
  const id = legs[leg];
  if (id === undefined) throw badPlace(place);
  const { entries, last } = await storedEntries(database, draw.id, id, number);
  const separator = begun === 1 && entries.length > 0 ? ',' : '';
  const written = begun === 1 || entries.length > 0 ? 1 : 0;
  const nextPage = last ? `roster ${leg + 1} 0 ${written}` : `roster ${leg} ${number + 1} ${written}`;
  return piece(separator + entriesText(entries), last && leg + 1 === legs.length ? 'visits 0' : nextPage);
}

async function visitsPiece(
  database: Database,
  draw: RecordedDraw,
  hashes: DrawnHashes,
  position: number,
): Promise<RecordPiece> {
  const where = { drawId: draw.id, position: { gte: position, lt: position + VISITS_AT_ONCE } };
  const visits = await crewedVisits(database, { where, orderBy: { position: 'asc' } }, 'asDrawn');
  const { betweenRosterAndVisits, afterVisits } = frameOf(draw, hashes, []);
  const separator = position === 0 ? betweenRosterAndVisits : visits.length > 0 ? ',' : '';
  const text = separator + visitsText(visits);
  const next = position + visits.length;
  return next < hashes.visitCount && visits.length > 0 ? piece(text, `visits ${next}`) : lastPiece(text + afterVisits);
}

/** The record's text around roster and visits. @param inspectors stand in `beforeRoster` alone */
function frameOf(draw: RecordedDraw, hashes: DrawnHashes, inspectors: readonly Inspector[]): AuditorsFrame {
  const { id: drawId, rosterKey } = draw;
  const terms = parseTerms(draw.terms);
  const { publicEntropy } = hashes;
  const quotas = draw.quotas as unknown as readonly QuotaRow[];
  return auditorsFrame(
    { drawId, rosterKey, terms, ...noncesOf(draw), publicEntropy, inspectors },
    { ...hashes, quotas },
  );
}
