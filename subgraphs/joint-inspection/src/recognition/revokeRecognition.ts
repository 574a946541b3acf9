import { calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkWords } from '../visits/checkWords.js';
import { recognitionNumber } from './recognitionIds.js';

/** GraphQL's RevokeRecognitionInput. */
export interface RevokeRecognitionInput {
  readonly recognitionId: string;
  readonly reason: string;
}

/**
 * Takes back that the officer's department recognises a result: from the next freeze on it spares the subject no more. Where it stands in
 * place of a check it goes on standing, until that is corrected.
 * @returns the place of its row
 * @throws OV_JOINT_UNKNOWN_RECOGNITION, OV_JOINT_RECOGNITION_ENDED, OV_JOINT_WORDS
 */
export async function revokeRecognition(
  tx: Prisma.TransactionClient,
  { department }: Extract<Viewer, { readonly role: 'officer' }>,
  { recognitionId: id, reason: words }: RevokeRecognitionInput,
  now: Date,
): Promise<MutationOutcome<number>> {
  const reason = checkWords('reason', words);
  const seq = recognitionNumber(id);
  const endedOn = calendarDate(now);
  const own = seq === null ? null : await tx.recognition.findFirst({ where: { seq, department } });
  if (own === null) throw jointError('OV_JOINT_UNKNOWN_RECOGNITION', { id });
  const ended = await tx.recognition.updateMany({ where: { seq: own.seq, endedOn: null }, data: { endedOn } });
  if (ended.count === 0) throw jointError('OV_JOINT_RECOGNITION_ENDED', { id, day: own.endedOn ?? endedOn });
  return {
    response: own.seq,
    step: { action: 'result.revokeRecognition', target: id, detail: { department, reason } },
  };
}
