import type { MutationOutcome } from '@onevisit/kit';
import { accountOf } from '../actors.js';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkReviewer } from '../review/standingReview.js';
import { checkWords } from '../visits/checkWords.js';
import { type OfficeActor, VisitAct } from '../visits/VisitAct.js';
import { correctionNumber } from './correctionIds.js';
import { settle } from './drawUpCorrection.js';

/** GraphQL's ReviewCorrectionInput. */
export interface ReviewCorrectionInput {
  readonly correctionId: string;
  readonly approve: boolean;
  readonly text?: string | null;
}

/**
 * Approves a correction that waits for a second person, so that it is applied, or returns it with a reason.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_CORRECTION, OV_JOINT_CORRECTION_SETTLED, OV_JOINT_REVIEW_BY, OV_JOINT_REVIEW_OWN, OV_JOINT_WORDS
 */
export async function reviewCorrection(
  tx: Prisma.TransactionClient,
  viewer: OfficeActor,
  actor: string,
  { correctionId: id, approve, ...input }: ReviewCorrectionInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const seq = correctionNumber(id);
  const found = seq === null ? null : await tx.resultCorrection.findFirst({ where: { seq, department } });
  if (found === null) throw jointError('OV_JOINT_UNKNOWN_CORRECTION', { id });
  const act = await VisitAct.of(tx, viewer, actor, found.visitId, now);
  const correction = await tx.resultCorrection.findUniqueOrThrow({ where: { seq: found.seq } });
  if (correction.state !== 'PENDING') throw jointError('OV_JOINT_CORRECTION_SETTLED', { id, state: correction.state });
  checkReviewer(act.rules, viewer, [correction.drawnUpBy]);
  const reviewText = approve && !input.text?.trim() ? '' : checkWords('text', input.text);
  const reviewed = { reviewedBy: actor, reviewText, settledAt: now };
  const state = approve ? 'APPLIED' : 'RETURNED';
  await tx.resultCorrection.update({ where: { seq: correction.seq }, data: { state, ...reviewed } });
  const { reason, explanation, commentSeq, drawnUpBy } = correction;
  const told = { department, correction: id, reason, explanation, commentSeq, reviewText };
  if (!approve) return await act.done('returnCorrection', told);
  const author = { role: 'officer', department, sub: accountOf(drawnUpBy) } as const;
  return await act.done('correct', { ...told, ...(await settle(tx, act.visit, author, correction, now)) });
}
