import { encodeCursor, kitError } from '@onevisit/kit';

/** A piece of a record: GraphQL's RecordPiece. Pieces joined in order are the record, byte by byte. */
export interface RecordPiece {
  readonly text: string;
  /** Opaque: where the next piece begins. */
  readonly endCursor: string;
  readonly hasNextPage: boolean;
}

/** Where a record ends, as cursors say it. */
export const END = 'end';

/** A piece that others follow. @param next where the next begins, in words of its kind of record */
export function piece(text: string, next: string): RecordPiece {
  return { text, endCursor: encodeCursor(next), hasNextPage: true };
}

/** The last piece of a record, or the only one. */
export function lastPiece(text: string): RecordPiece {
  return { text, endCursor: encodeCursor(END), hasNextPage: false };
}

/** @returns OV_KIT_BAD_CURSOR, to be thrown */
export function badPlace(place: string): Error {
  return kitError('OV_KIT_BAD_CURSOR', { cursor: encodeCursor(place).slice(0, 80) });
}
