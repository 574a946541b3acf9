import type { OneVisitError } from '@onevisit/kit';
import { jointError } from '../errors.js';
import { NOT_KEPT } from '../visits/checkWords.js';
import type { AcknowledgementInput } from './acknowledgeDisclosures.js';

/** What a publicity system makes of a record: handed to it, accepted, or refused. */
export type Outcome = 'SENT' | 'ACCEPTED' | 'REFUSED';

/** What was acknowledged of a record so far, the first first. */
export interface StandingRecord {
  readonly seq: number;
  readonly told: { readonly outcome: string; readonly receipt: string | null; readonly message: string | null }[];
}

/** What is made of an acknowledgement. */
export interface Judged {
  readonly state: 'KEPT' | 'REPEATED' | 'REFUSED';
  readonly code: string | null;
  readonly message: string | null;
}

const [MOST_OF_MESSAGE, MOST_OF_RECEIPT] = [4_000, 200];

/**
 * Judges an acknowledgement: accepted is final; what says the same as any before is repeated, so that a batch that is sent again, however
 * late, takes nothing back. Whoever hands a refused record over again says by which receipt.
 */
export function judgeAcknowledgement(
  row: AcknowledgementInput,
  index: number,
  record: StandingRecord | undefined,
): Judged {
  const { id, outcome } = row;
  const [receipt, message] = [row.receipt ?? '', row.message ?? ''];
  if (record === undefined) return refused(jointError('OV_JOINT_UNKNOWN_RECORD', { index, id }));
  const isUnexplained = outcome === 'REFUSED' && message.trim() === '';
  for (const [field, text, most] of [
    ['message', message, MOST_OF_MESSAGE],
    ['receipt', receipt, MOST_OF_RECEIPT],
  ] as const) {
    if (text.length > most || NOT_KEPT.test(text) || (isUnexplained && field === 'message')) {
      return refused(jointError('OV_JOINT_ACKNOWLEDGEMENT', { index, field, most }));
    }
  }
  const isSame = record.told.some(
    (each) => each.outcome === outcome && (each.receipt ?? '') === receipt && (each.message ?? '') === message,
  );
  const last = record.told.at(-1);
  if (isSame) return { state: 'REPEATED', code: null, message: null };
  if (last?.outcome === 'ACCEPTED') {
    return refused(jointError('OV_JOINT_RECORD_ACCEPTED', { index, id, receipt: last.receipt ?? '—' }));
  }
  return { state: 'KEPT', code: null, message: null };
}

function refused({ code, message }: OneVisitError): Judged {
  return { state: 'REFUSED', code, message };
}
