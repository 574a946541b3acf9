import { checkSeal } from '../records/sealedRecord.js';
import { parseStatementRecord, type StatementRecord } from '../records/statementRecord.js';
import { termsHash } from '../terms.js';
import { checkSame } from './checkSame.js';
import type { Pass } from './checks.js';

/** Verifies a statement: form, the hash of its terms, its own hash. @throws DrawError for the first difference */
export function verifyStatement(value: unknown, pass: Pass): StatementRecord {
  const record = parseStatementRecord(value);
  pass('FORM');
  checkSame(record.termsHash, termsHash(record.terms), 'termsHash', ['terms']);
  pass('TERMS');
  checkSeal(record);
  pass('HASH');
  return record;
}
