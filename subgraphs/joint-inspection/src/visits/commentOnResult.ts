import { calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { citedAs, type FullCitation } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { VisitAct } from './VisitAct.js';

/** GraphQL's CommentOnResultInput. */
export interface CommentOnResultInput {
  readonly visitId: string;
  /** Whose result, and whose officers. */
  readonly department: string;
  readonly text: string;
}

/** Most characters of a comment. */
const MOST = 4_000;

/**
 * Keeps what a subject says of a department's result and officers, once it has the result in writing and, where the rules say
 * for how long, until then (Luohe art. 21).
 * @returns the visit's id
 * @throws OV_JOINT_COMMENT, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_NO_FEEDBACK, OV_JOINT_COMMENT_LATE
 */
export async function commentOnResult(
  tx: Prisma.TransactionClient,
  viewer: Extract<Viewer, { readonly role: 'subject' }>,
  actor: string,
  { visitId, department, ...input }: CommentOnResultInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const text = input.text.trim();
  if (text === '' || text.length > MOST) throw jointError('OV_JOINT_COMMENT', { most: MOST });
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  if (act.daysOf(department, 'FEEDBACK_RECEIVED').length === 0) {
    throw jointError('OV_JOINT_NO_FEEDBACK', { id: visitId, department });
  }
  const deadline = await tx.deadline.findFirst({ where: { visitId, department, kind: 'COMMENT' } });
  if (deadline?.due != null && calendarDate(now) > deadline.due) {
    const cite = citedAs(deadline.cite as unknown as readonly FullCitation[]);
    throw jointError('OV_JOINT_COMMENT_LATE', { due: deadline.due, cite });
  }
  await tx.resultComment.create({ data: { visitId, department, text, by: actor, at: now } });
  return await act.done('comment', { department, text });
}
