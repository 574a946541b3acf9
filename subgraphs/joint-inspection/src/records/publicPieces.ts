import { createHash } from 'node:crypto';
import {
  type CrewedVisit,
  canonicalJson,
  hashMember,
  type JsonValue,
  type PublicFrame,
  publicFrame,
  publicRecord,
  visitsText,
} from '@onevisit/draw';
import { publicViewer } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import { visibleCrews } from '../disclosure/visible.js';
import { noncesOf } from '../draw/nonces.js';
import { jointError } from '../errors.js';
import { crewedVisits, VISITS_AT_ONCE } from './crewedVisits.js';
import { badPlace, lastPiece, piece, type RecordPiece } from './pieces.js';
import { drawnHashes, type RecordedDraw } from './RecordedDraw.js';

/** Visits after a key that were disclosed at a moment: that moment, how many there were, the key. */
const VISITS = /^visits (\S+) (\d{1,9}) (.*)$/s;

/** Hashes of public records by draw and number of disclosed visits: visits are only ever added to what is disclosed. */
export type PublicHashes = Map<string, Promise<string>>;

/** Hashes kept at most. */
const MOST_HASHES = 1_000;

/** A moment, and how many visits of a draw were disclosed at it. */
interface Pinned {
  readonly at: Date;
  readonly count: number;
}

/**
 * A piece of the public record of a draw (draw protocol, section 6), with the visits that the public may see. All its
 * pieces show the visits that were disclosed when the first was asked for: the record's hash, which stands before them,
 * is of those.
 * @param place null for the first
 * @returns null before the draw
 * @throws OV_KIT_BAD_CURSOR, OV_JOINT_RECORD_CHANGED
 */
export async function publicPiece(
  { database, hashes, now }: { readonly database: Database; readonly hashes: PublicHashes; readonly now: Date },
  draw: RecordedDraw,
  place: string | null,
): Promise<RecordPiece | null> {
  const published = publishedOf(draw);
  if (published === null) return null;
  const frame = publicFrame(published);
  if (place !== null) return await visitsPiece(database, draw, frame, readPlace(place, now));
  const count = await database.visit.count({ where: disclosedOf(draw, now) });
  if (count === 0) return lastPiece(canonicalJson(publicRecord(published) as unknown as JsonValue));
  const hash = await remembered(hashes, `${draw.id} ${count}`, () => hashOf(database, draw, frame, now));
  const text = frame.beforeHash + hashMember(hash) + frame.betweenHashAndVisits;
  return piece(text, placeAfter({ at: now, count }, ''));
}

async function visitsPiece(
  database: Database,
  draw: RecordedDraw,
  frame: PublicFrame,
  { after, ...pinned }: Pinned & { readonly after: string },
): Promise<RecordPiece> {
  const disclosed = disclosedOf(draw, pinned.at);
  const visits = await visitsAfter(database, disclosed, after);
  const last = visits.at(-1);
  const separator = after === '' ? '' : ',';
  if (last !== undefined) return piece(separator + visitsText(visits), placeAfter(pinned, last.key));
  // Voided meanwhile, or a result recorded in the moment of the first piece.
  const found = await database.visit.count({ where: disclosed });
  if (found !== pinned.count) throw jointError('OV_JOINT_RECORD_CHANGED', { id: draw.id });
  return lastPiece(frame.afterVisits);
}

function placeAfter({ at, count }: Pinned, key: string): string {
  return `visits ${at.toISOString()} ${count} ${key}`;
}

/** @throws OV_KIT_BAD_CURSOR, also for a moment to come: nobody may learn now what is disclosed then */
function readPlace(place: string, now: Date): Pinned & { readonly after: string } {
  const [, moment = '', count = '', after = ''] = VISITS.exec(place) ?? [];
  const at = new Date(moment);
  if (!(at <= now)) throw badPlace(place);
  return { at, count: Number(count), after };
}

function publishedOf(draw: RecordedDraw): Parameters<typeof publicRecord>[0] | null {
  const hashes = drawnHashes(draw);
  return hashes === null ? null : { ...hashes, drawId: draw.id, ...noncesOf(draw) };
}

/** The visits of a draw that were disclosed to the public, with their crews, at a moment of the past. */
function disclosedOf(draw: RecordedDraw, at: Date): Prisma.VisitWhereInput {
  const completed = draw.plan.crewMoment === 'AT_VISIT' ? { results: { none: { recordedAt: { gt: at } } } } : {};
  return { AND: [{ drawId: draw.id }, visibleCrews(publicViewer, at), completed] };
}

async function visitsAfter(
  database: Database,
  disclosed: Prisma.VisitWhereInput,
  after: string,
): Promise<readonly CrewedVisit[]> {
  const where = { AND: [disclosed, { key: { gt: after } }] };
  return await crewedVisits(database, { where, orderBy: { key: 'asc' }, take: VISITS_AT_ONCE }, 'asDrawn');
}

async function hashOf(database: Database, draw: RecordedDraw, frame: PublicFrame, now: Date): Promise<string> {
  const hash = createHash('sha256').update(frame.beforeHash).update(frame.betweenHashAndVisits);
  const disclosed = disclosedOf(draw, now);
  let visits = await visitsAfter(database, disclosed, '');
  for (let separator = ''; ; separator = ',') {
    const last = visits.at(-1);
    if (last === undefined) return hash.update(frame.afterVisits).digest('hex');
    // The database reads on while these are hashed.
    const coming = visitsAfter(database, disclosed, last.key);
    hash.update(separator).update(visitsText(visits));
    visits = await coming;
  }
}

/** The public asks again and again for what takes a pass over all disclosed visits. */
async function remembered(hashes: PublicHashes, key: string, compute: () => Promise<string>): Promise<string> {
  const known = hashes.get(key);
  if (known !== undefined) return await known;
  const [oldest] = hashes.keys();
  if (hashes.size >= MOST_HASHES && oldest !== undefined) hashes.delete(oldest);
  const hash = compute();
  hashes.set(key, hash);
  hash.catch(() => hashes.delete(key));
  return await hash;
}
