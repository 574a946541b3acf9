import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkWords } from '../visits/checkWords.js';
import type { ItemResultInput } from '../visits/results.js';
import { VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { type CorrectionReason, drawUpCorrection } from './drawUpCorrection.js';

/** GraphQL's CorrectResultInput. */
export interface CorrectResultInput {
  readonly visitId: string;
  readonly items: readonly ItemResultInput[];
  readonly reason: CorrectionReason;
  readonly explanation: string;
}

/**
 * Corrects results of the department's items that nobody objected to, with a reason (企业信息公示暂行条例, 第十二条: 发现其公示的信息不准确的,应当及时更正).
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_WORDS, and as drawUpCorrection
 */
export async function correctResult(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId, items, reason, ...input }: CorrectResultInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const explanation = checkWords('explanation', input.explanation);
  if (reason === 'OBJECTION_UPHELD') throw jointError('OV_JOINT_CORRECTION_REASON');
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  return await drawUpCorrection(tx, act, viewer, actor, { reason, explanation, commentSeq: null, items }, now);
}
