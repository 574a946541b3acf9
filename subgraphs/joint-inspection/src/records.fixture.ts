import type { Viewer } from '@onevisit/kit';
import type { JointCity } from './jointCity.fixture.js';
import type { Seen, SeenPiece } from './seenAnswers.fixture.js';

/** Asks the joint subgraph for some viewer. */
export type Ask = (query: string, variables: object) => Promise<Seen>;

export const PIECE = `query ($id: ID!, $kind: DrawRecordKind!, $after: String) {
  draw(id: $id) { record(kind: $kind, after: $after) { text endCursor hasNextPage } } }`;

/** The pieces of a record; none where there is no record yet. */
export async function recordPieces(ask: Ask, id: string, kind: string): Promise<readonly SeenPiece[]> {
  const pieces: SeenPiece[] = [];
  for (let after: string | null = null; ; ) {
    const piece: SeenPiece | null = (await ask(PIECE, { id, kind, after })).draw.record;
    if (piece === null) return pieces;
    pieces.push(piece);
    if (!piece.hasNextPage) return pieces;
    after = piece.endCursor;
  }
}

/** A whole record of a draw, as text. */
export async function wholeRecord(city: JointCity, viewer: Viewer, id: string, kind: string): Promise<string> {
  const pieces = await recordPieces((query, variables) => city.data(viewer, query, variables), id, kind);
  return pieces.map(({ text }) => text).join('');
}
