import { createSHA256 } from 'hash-wasm';
import { recordPieces } from './recordPieces.js';

// An instance of its own: a record is hashed piece by piece, between which others may hash.
const hasher = await createSHA256();

/** SHA-256 of a record's canonical JSON, in hex; that of the auditor's record is published at the draw (§6). */
export function recordHash(record: object): string {
  hasher.init();
  for (const piece of recordPieces(record)) hasher.update(piece);
  return hasher.digest('hex');
}
