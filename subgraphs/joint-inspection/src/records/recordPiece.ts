import { decodeCursor, forbidden, type Viewer } from '@onevisit/kit';
import type { Database } from '../database.js';
import { amendmentsText } from './amendmentsText.js';
import { auditorsPiece } from './auditorsPieces.js';
import { badPlace, END, lastPiece, type RecordPiece } from './pieces.js';
import { type PublicHashes, publicPiece } from './publicPieces.js';
import type { RecordedDraw } from './RecordedDraw.js';
import { statementText } from './statementText.js';

/** Kind of a record; see DrawRecordKind in the SDL. */
export type DrawRecordKind = 'STATEMENT' | 'PUBLIC' | 'AUDITORS' | 'AMENDMENTS';

/** What records are made from, and for whom. */
export interface RecordReader {
  readonly database: Database;
  readonly hashes: PublicHashes;
  readonly viewer: Viewer;
  readonly now: Date;
}

/**
 * A piece of a record of a draw (draw protocol, section 6): the statement and the public record are for everybody, the
 * others for auditors.
 * @param after cursor of the piece before; null for the first
 * @returns null before there is such a record
 * @throws OV_KIT_FORBIDDEN, OV_KIT_BAD_CURSOR, and as the kinds say
 */
export async function recordPiece(
  reader: RecordReader,
  draw: RecordedDraw,
  kind: DrawRecordKind,
  after: string | null,
): Promise<RecordPiece | null> {
  const { database, viewer } = reader;
  if ((kind === 'AUDITORS' || kind === 'AMENDMENTS') && viewer.role !== 'auditor') {
    throw forbidden(viewer, `Draw.record(kind: ${kind})`, ['auditor']);
  }
  const place = after === null ? null : decodeCursor(after);
  if (place === END) return lastPiece('');
  switch (kind) {
    case 'STATEMENT':
      return whole(statementText(draw), place);
    case 'AMENDMENTS':
      return whole(await amendmentsText(database, draw), place);
    case 'PUBLIC':
      return await publicPiece(reader, draw, place);
    case 'AUDITORS':
      return await auditorsPiece(database, draw, place);
  }
}

/** A record of one piece. */
function whole(text: string | null, place: string | null): RecordPiece | null {
  if (place !== null) throw badPlace(place);
  return text === null ? null : lastPiece(text);
}
