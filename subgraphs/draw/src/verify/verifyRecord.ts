import { refuse } from '../DrawError.js';
import { recordHash } from '../records/recordHash.js';
import { recordPieces } from '../records/recordPieces.js';
import { sha256, toHex } from '../sha256.js';
import type { RecordKind } from './checks.js';
import { compareRecords } from './compareRecords.js';
import { type Findings, judge, type Verification } from './Verification.js';
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
  return judge((findings) => {
    const verified = verifyTogether({ value }, others, (other) => ({ value: other }), findings);
    const { kind, record } = verified;
    return { kind, hash: kind === 'auditors' ? recordHash(record) : record.hash };
  });
}

/**
 * Verifies the text of a record as verifyRecord does, and that it is canonical JSON to the last byte.
 * @param text UTF-8 @param others UTF-8
 */
export function verifyRecordText(text: Uint8Array, others: OtherRecords<Uint8Array> = {}): Verification {
  return judge((findings) => {
    const { kind, record } = verifyTogether(parseText(text), others, parseText, findings);
    return { kind, hash: kind === 'auditors' ? toHex(sha256(text)) : record.hash };
  });
}

/** A parsed record, with its text if there is one. */
interface Source {
  readonly value: unknown;
  readonly text?: string;
}

function parseText(utf8: Uint8Array): Source {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8);
    return { text, value: JSON.parse(text) };
  } catch (error) {
    return refuse('RECORD_NOT_JSON', 'record', error instanceof Error ? error.message : error);
  }
}

function verifyTogether<T>(
  source: Source,
  others: OtherRecords<T>,
  sourceOf: (other: T) => Source,
  findings: Findings,
): VerifiedRecord {
  findings.kind = kindOf(source.value);
  const verified = verifySource(source, findings.kind, findings);
  for (const kind of OTHERS) {
    const other = others[kind];
    if (other === undefined) continue;
    const compared = findings.within(kind, () => verifySource(sourceOf(other), kind, findings));
    compareRecords(verified, compared, findings.pass);
  }
  return verified;
}

function verifySource({ value, text }: Source, kind: RecordKind, { pass }: Findings): VerifiedRecord {
  if (kindOf(value) !== kind) refuse('RECORD_KIND_UNKNOWN', 'record', kindOf(value));
  const verified = verifyKind(kind, value, pass);
  if (text !== undefined) {
    checkCanonical(verified.record, text);
    pass('CANONICAL');
  }
  return verified;
}

/** @throws RECORD_NOT_CANONICAL with the number of the first character, from 1, that is not as it should be */
function checkCanonical(record: object, text: string): void {
  let at = 0;
  for (const piece of recordPieces(record)) {
    if (!text.startsWith(piece, at)) refuse('RECORD_NOT_CANONICAL', 'record', at + sharedLength(piece, text, at) + 1);
    at += piece.length;
  }
  if (at < text.length) refuse('RECORD_NOT_CANONICAL', 'record', at + 1);
}

function sharedLength(piece: string, text: string, at: number): number {
  let length = 0;
  while (length < piece.length && piece[length] === text[at + length]) length += 1;
  return length;
}
