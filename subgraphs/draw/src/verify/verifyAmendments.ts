import { amendCrews } from '../amendCrews.js';
import { type AmendmentsRecord, differingVisits, parseAmendmentsRecord } from '../records/amendmentsRecord.js';
import { checkSeal } from '../records/sealedRecord.js';
import type { VerifiedAuditors } from './AuditorsVerification.js';
import { checkSame } from './checkSame.js';
import type { Pass } from './checks.js';

/** Verifies a list of amendments: form and its own hash. @throws DrawError for the first difference */
export function verifyAmendments(value: unknown, pass: Pass): AmendmentsRecord {
  const record = parseAmendmentsRecord(value);
  pass('FORM');
  checkSeal(record);
  pass('HASH');
  return record;
}

/**
 * Makes the amendments again (§5) on the draw of the auditor's record.
 * @param at the place of a path in the amendments
 * @throws DrawError for an amendment that was not permitted, or the first difference
 */
export function checkAmendments(
  amended: AmendmentsRecord,
  original: VerifiedAuditors,
  at: (path: string) => string,
): void {
  const { visits, changed } = amendCrews(original, original.visits, amended.amendments);
  const against = [at('amendments')];
  for (const [index, keys] of changed.entries()) {
    checkSame(amended.amendments[index]?.changed, keys, at(`amendments[${index}].changed`), against);
  }
  checkSame(amended.visits, differingVisits(original.visits, visits), at('visits'), against);
}
