import { refuse } from '../DrawError.js';
import { recordPieces } from '../records/recordPieces.js';
import type { RecordFrame } from './RecordScanner.js';

/** How the text of a roster compares with canonical JSON. */
export interface ComparedRoster {
  /** In UTF-16 units. */
  readonly length: number;
  /** The first unit that is wrong, from 0; undefined if none is. */
  readonly differsAt: number | undefined;
}

/**
 * Checks that the text of a record is canonical JSON.
 * @param record what the frame says when it is parsed @param roster what stands within the frame
 * @throws RECORD_NOT_CANONICAL with the number of the first character, from 1, that is not as it should be
 */
export function checkCanonical(
  record: object,
  { before, after }: RecordFrame,
  { length, differsAt }: ComparedRoster = { length: 0, differsAt: undefined },
): void {
  const inFrame = differenceAt(recordPieces(record), before + after);
  const beyond = differsAt === undefined ? inFrame && inFrame + length : before.length + differsAt;
  const at = inFrame !== undefined && inFrame < before.length ? inFrame : beyond;
  if (at !== undefined) refuse('RECORD_NOT_CANONICAL', 'record', at + 1);
}

/** The first UTF-16 unit of the text, from 0, that is not the pieces'; undefined if the text is what they join to. */
export function differenceAt(pieces: Iterable<string>, text: string): number | undefined {
  let at = 0;
  for (const piece of pieces) {
    if (!text.startsWith(piece, at)) return at + sharedLength(piece, text, at);
    at += piece.length;
  }
  return at < text.length ? at : undefined;
}

function sharedLength(piece: string, text: string, at: number): number {
  let length = 0;
  while (length < piece.length && piece[length] === text[at + length]) length += 1;
  return length;
}
