import { refuse } from '../DrawError.js';
import { checkCanonical } from './checkCanonical.js';
import type { RecordKind } from './checks.js';
import { compareRecords } from './compareRecords.js';
import { parseJson } from './RecordScanner.js';
import { type RecordText, readRecordText } from './recordText.js';
import { Findings, type Verification } from './Verification.js';
import { verifyAuditorsText } from './verifyAuditorsText.js';
import { kindOf, type VerifiedRecord, verifyKind } from './verifyKind.js';

/** Other records of the same draw, to compare with. */
export interface OtherRecords<T> {
  readonly statement?: T | undefined;
  readonly public?: T | undefined;
  readonly auditors?: T | undefined;
}

const OTHERS = ['statement', 'public', 'auditors'] as const;

/**
 * Verifies a record of a draw, of whatever kind (§6), by itself and against others. An auditor's record is recomputed as a
 * whole. Where there is a text, verifyRecordText sees more than is left after JSON.parse.
 * @param value parsed JSON @param others parsed JSON; they are verified too
 */
export function verifyRecord(value: unknown, others: OtherRecords<unknown> = {}): Verification {
  const findings = new Findings();
  try {
    const verified = verifyKind(beginRecord(value, findings), value, findings.pass);
    for (const kind of OTHERS) {
      if (others[kind] === undefined) continue;
      findings.other = kind;
      const other = verifyKind(beginRecord(others[kind], findings), others[kind], findings.pass);
      findings.other = undefined;
      compareRecords(verified, other, findings.pass);
    }
    return findings.passed(verified);
  } catch (error) {
    return findings.failed(error);
  }
}

/**
 * Verifies the text of a record as verifyRecord does, and that it is canonical JSON to the last byte. An auditor's record
 * may be longer than any string: its entries are held some thousands at a time, and what stays of them is what Freeze
 * keeps, some hundred bytes a subject and 32 bytes an entry.
 * @throws what reading throws
 */
export async function verifyRecordText(text: RecordText, others: OtherRecords<RecordText> = {}): Promise<Verification> {
  const findings = new Findings();
  try {
    const verified = await verifyText(text, findings);
    for (const kind of OTHERS) {
      const otherText = others[kind];
      if (otherText === undefined) continue;
      findings.other = kind;
      const other = await verifyText(otherText, findings);
      findings.other = undefined;
      compareRecords(verified, other, findings.pass);
    }
    return findings.passed(verified);
  } catch (error) {
    return findings.failed(error);
  }
}

async function verifyText(text: RecordText, findings: Findings): Promise<VerifiedRecord> {
  const frame = await readRecordText(text);
  const value = parseJson(frame.before + frame.after);
  const kind = beginRecord(value, findings);
  if (kind === 'auditors') return { kind, record: await verifyAuditorsText(value, text, findings.pass) };
  const verified = verifyKind(kind, value, findings.pass);
  checkCanonical(verified.record, frame);
  findings.pass('CANONICAL');
  return verified;
}

/** The kind of the record that is verified now. @throws NOT_OBJECT, RECORD_KIND_UNKNOWN */
function beginRecord(value: unknown, findings: Findings): RecordKind {
  const kind = kindOf(value);
  if (findings.other === undefined) findings.kind = kind;
  else if (findings.other !== kind) refuse('RECORD_KIND_UNKNOWN', 'record', kind);
  return kind;
}
