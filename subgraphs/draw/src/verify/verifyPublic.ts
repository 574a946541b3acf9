import { type PublicRecord, parsePublicRecord } from '../records/publicRecord.js';
import { checkSeal } from '../records/sealedRecord.js';
import { checkReveals, checkSeed } from './checkSeed.js';
import type { Pass } from './checks.js';

/** Verifies a public record: form, commitments, nonces, seed, its own hash. @throws DrawError for the first difference */
export function verifyPublic(value: unknown, pass: Pass): PublicRecord {
  const record = parsePublicRecord(value);
  pass('FORM');
  checkReveals(record, pass);
  checkSeed(record, pass);
  checkSeal(record);
  pass('HASH');
  return record;
}
