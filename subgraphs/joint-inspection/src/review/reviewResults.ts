import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkWords } from '../visits/checkWords.js';
import { type OfficeActor, VisitAct } from '../visits/VisitAct.js';
import { checkReviewer, recordersOf } from './standingReview.js';

/** GraphQL's ReviewResultsInput. */
export interface ReviewResultsInput {
  readonly visitId: string;
  readonly approve: boolean;
  readonly text?: string | null;
}

/**
 * Keeps what a second person of a department says of all that it has recorded of a visit: approved (审核通过) or returned (退回), for which
 * the reason is needed.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_REVIEW_*, OV_JOINT_WORDS
 */
export async function reviewResults(
  tx: Prisma.TransactionClient,
  viewer: OfficeActor,
  actor: string,
  { visitId, approve: approved, ...input }: ReviewResultsInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const act = await VisitAct.of(tx, viewer, actor, visitId, now, true);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visitId, of: department });
  const recorders = recordersOf(act, department);
  checkReviewer(act.rules, viewer, recorders);
  const text = approved && !input.text?.trim() ? '' : checkWords('text', input.text);
  const review = { department, approved, text, covers: recorders.length };
  await tx.resultReview.create({ data: { visitId, ...review, by: actor, at: now } });
  return await act.done('review', review);
}
