import { refuse } from '../DrawError.js';
import { readObject } from '../jsonReader.js';
import type { AmendmentsRecord } from '../records/amendmentsRecord.js';
import { AUDITORS_MEMBERS } from '../records/auditorsRecord.js';
import type { PublicRecord } from '../records/publicRecord.js';
import { recordFormats, type SealedKind } from '../records/sealedRecord.js';
import type { StatementRecord } from '../records/statementRecord.js';
import type { SubjectRecord } from '../records/subjectRecord.js';
import { type VerifiedAuditors, verifyAuditors } from './AuditorsVerification.js';
import type { Pass, RecordKind } from './checks.js';
import { verifyAmendments } from './verifyAmendments.js';
import { verifyPublic } from './verifyPublic.js';
import { verifyStatement } from './verifyStatement.js';
import { verifySubject } from './verifySubject.js';

/** A record that was verified by itself. */
export type VerifiedRecord =
  | { readonly kind: 'statement'; readonly record: StatementRecord }
  | { readonly kind: 'public'; readonly record: PublicRecord }
  | { readonly kind: 'auditors'; readonly record: VerifiedAuditors }
  | { readonly kind: 'subject'; readonly record: SubjectRecord }
  | { readonly kind: 'amendments'; readonly record: AmendmentsRecord };

/**
 * The kind of a record: by its `format`, or the auditor's by its members.
 * @throws NOT_OBJECT, RECORD_KIND_UNKNOWN
 */
export function kindOf(value: unknown): RecordKind {
  const members = readObject(value, 'record');
  if (!Object.hasOwn(members, 'format')) {
    if (AUDITORS_MEMBERS.filter((name) => Object.hasOwn(members, name)).length > AUDITORS_MEMBERS.length / 2) {
      return 'auditors';
    }
    return refuse('RECORD_KIND_UNKNOWN', 'record', value);
  }
  const kinds = Object.keys(recordFormats) as SealedKind[];
  return (
    kinds.find((kind) => recordFormats[kind] === members.format) ??
    refuse('RECORD_KIND_UNKNOWN', 'format', members.format)
  );
}

/** Verifies a record by itself. @throws DrawError for the first difference */
export function verifyKind(kind: RecordKind, value: unknown, pass: Pass): VerifiedRecord {
  switch (kind) {
    case 'statement':
      return { kind, record: verifyStatement(value, pass) };
    case 'public':
      return { kind, record: verifyPublic(value, pass) };
    case 'auditors':
      return { kind, record: verifyAuditors(value, pass) };
    case 'subject':
      return { kind, record: verifySubject(value, pass) };
    case 'amendments':
      return { kind, record: verifyAmendments(value, pass) };
  }
}
