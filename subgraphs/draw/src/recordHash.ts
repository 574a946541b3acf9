import { createSHA256 } from 'hash-wasm';
import { type AuditorsRecord, recordPieces } from './auditorsRecord.js';

// An instance of its own: a record is hashed piece by piece, between which others may hash.
const hasher = await createSHA256();

/** The hash of the auditor's record that is published at the draw (§6): SHA-256 of its canonical JSON, in hex. */
export function recordHash(record: AuditorsRecord): string {
  hasher.init();
  for (const piece of recordPieces(record)) hasher.update(piece);
  return hasher.digest('hex');
}
