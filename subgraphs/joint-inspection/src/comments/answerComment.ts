import type { MutationOutcome } from '@onevisit/kit';
import { correctionId } from '../corrections/correctionIds.js';
import { drawUpCorrection } from '../corrections/drawUpCorrection.js';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkWords } from '../visits/checkWords.js';
import type { ItemResultInput } from '../visits/results.js';
import { type OfficeActor, VisitAct } from '../visits/VisitAct.js';
import { commentNumber } from './commentIds.js';

/** GraphQL's AnswerVerdict. */
export type AnswerVerdict = 'NOTED' | 'UPHELD' | 'REJECTED';

/** GraphQL's AnswerCommentInput. */
export interface AnswerCommentInput {
  readonly commentId: string;
  readonly verdict: AnswerVerdict;
  readonly text: string;
  /** Of UPHELD what is to stand instead. */
  readonly items?: readonly ItemResultInput[] | null;
}

/** The verdicts on what a subject said. */
const VERDICTS: Readonly<Record<string, readonly AnswerVerdict[]>> = {
  COMMENT: ['NOTED'],
  OBJECTION: ['UPHELD', 'REJECTED'],
};

/**
 * Answers what a subject said of the department. An objection that is upheld is answered with the correction of the result, in one
 * act; where the correction needs a second person, the answer is given once that one approves.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_COMMENT, OV_JOINT_ANSWERED, OV_JOINT_CORRECTION_PENDING, OV_JOINT_VERDICT, OV_JOINT_WORDS, and as drawUpCorrection
 */
export async function answerComment(
  tx: Prisma.TransactionClient,
  viewer: OfficeActor,
  actor: string,
  { commentId: id, verdict, items, ...input }: AnswerCommentInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const seq = commentNumber(id);
  const comment = seq === null ? null : await tx.resultComment.findFirst({ where: { seq, department } });
  if (comment === null) throw jointError('OV_JOINT_UNKNOWN_COMMENT', { id });
  const text = checkWords('text', input.text);
  const act = await VisitAct.of(tx, viewer, actor, comment.visitId, now);
  // The visit is locked from here on: nobody else answers meanwhile.
  if ((await tx.commentAnswer.count({ where: { commentSeq: comment.seq } })) > 0) {
    throw jointError('OV_JOINT_ANSWERED', { id });
  }
  const waiting = act.visit.corrections.find((row) => row.commentSeq === comment.seq && row.state === 'PENDING');
  if (waiting !== undefined) {
    throw jointError('OV_JOINT_CORRECTION_PENDING', { id: act.visit.id, correction: correctionId(waiting.seq) });
  }
  const permitted = VERDICTS[comment.kind] ?? [];
  const isCorrected = (items ?? []).length > 0;
  if (!permitted.includes(verdict) || isCorrected !== (verdict === 'UPHELD')) {
    throw jointError('OV_JOINT_VERDICT', { kind: comment.kind, verdict, permitted: permitted.join(', ') });
  }
  if (verdict === 'UPHELD') {
    const draft = {
      reason: 'OBJECTION_UPHELD',
      explanation: text,
      commentSeq: comment.seq,
      items: items ?? [],
    } as const;
    return await drawUpCorrection(tx, act, viewer, actor, draft, now);
  }
  const answer = { verdict, text };
  await tx.commentAnswer.create({ data: { commentSeq: comment.seq, ...answer, by: actor, at: now } });
  return await act.done('answer', { department, comment: id, ...answer });
}
