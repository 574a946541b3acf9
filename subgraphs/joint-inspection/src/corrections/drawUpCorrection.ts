import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { keptFiles } from '../door/FileReference.js';
import { jointError } from '../errors.js';
import type { ResultCorrection } from '../generated/client.js';
import { isReviewAsked } from '../review/standingReview.js';
import { checkKept } from '../visits/checkWords.js';
import type { ItemResultInput } from '../visits/results.js';
import type { ActedVisit, DepartmentActor, VisitAct } from '../visits/VisitAct.js';
import { applyCorrection } from './applyCorrection.js';
import { correctionId } from './correctionIds.js';

/** GraphQL's CorrectionReason. */
export type CorrectionReason = 'CLERICAL_ERROR' | 'NEW_FACTS' | 'OBJECTION_UPHELD';

/** What is to be corrected, and why. */
export interface CorrectionDraft {
  readonly reason: CorrectionReason;
  readonly explanation: string;
  /** The objection that it follows from; null without one. */
  readonly commentSeq: number | null;
  readonly items: readonly ItemResultInput[];
}

/**
 * Draws up a correction of a department's results and applies it; where they are disclosed and the rules ask for a second person's
 * approval, it waits for that, and what was approved goes on standing.
 * @returns the visit's id
 * @throws OV_JOINT_CORRECTION_*, OV_JOINT_NO_RESULTS, OV_JOINT_ITEM_NOT_YOURS, OV_JOINT_TEXT, and as applyCorrection
 */
export async function drawUpCorrection(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  author: DepartmentActor,
  actor: string,
  draft: CorrectionDraft,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = author;
  const { visit, rules } = act;
  checkCorrectable(act, department, draft.items);
  const isDisclosed = visit.disclosures.some((row) => row.department === department && row.kind === 'RESULTS');
  const waits = isDisclosed && isReviewAsked(rules, department);
  const { items, ...told } = draft;
  const correction = await tx.resultCorrection.create({
    data: {
      visitId: visit.id,
      department,
      ...told,
      items: items as unknown as Prisma.InputJsonArray,
      state: waits ? 'PENDING' : 'APPLIED',
      drawnUpBy: actor,
      drawnUpAt: now,
      settledAt: waits ? null : now,
    },
  });
  const detail = { department, correction: correctionId(correction.seq), ...told };
  if (waits) {
    await tryOut(tx, visit, author, correction, now);
    return await act.done('correction', { ...detail, items });
  }
  return await act.done('correct', { ...detail, ...(await settle(tx, visit, author, correction, now)) });
}

/**
 * Applies a correction, and gives the answer to the objection that it follows from.
 * @returns what the ledger tells of it
 */
export async function settle(
  tx: Prisma.TransactionClient,
  visit: ActedVisit,
  author: DepartmentActor,
  correction: ResultCorrection,
  now: Date,
): Promise<object> {
  const { recorded, ...applied } = await applyCorrection(tx, visit, author, correction, now);
  const { commentSeq, explanation: text, drawnUpBy: by } = correction;
  if (commentSeq !== null) {
    await tx.commentAnswer.create({ data: { commentSeq, verdict: 'UPHELD', text, by, at: now } });
  }
  return { ...(recorded as object), ...applied };
}

/** Applies a correction and takes it back: what is wrong with it is for whoever draws it up, not for the reviewer. */
async function tryOut(
  tx: Prisma.TransactionClient,
  visit: ActedVisit,
  author: DepartmentActor,
  correction: ResultCorrection,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`SAVEPOINT try_out`;
  await applyCorrection(tx, visit, author, correction, now);
  await tx.$executeRaw`ROLLBACK TO SAVEPOINT try_out`;
}

/** There are results of the department to correct, none twice, and no correction waits for its review. */
function checkCorrectable(act: VisitAct, department: string, items: readonly ItemResultInput[]): void {
  const { visit } = act;
  const pending = visit.corrections.find((row) => row.department === department && row.state === 'PENDING');
  if (pending !== undefined) {
    throw jointError('OV_JOINT_CORRECTION_PENDING', { id: visit.id, correction: correctionId(pending.seq) });
  }
  if (items.length === 0) throw jointError('OV_JOINT_NO_RESULTS');
  const own = act.itemsOf(department);
  for (const [index, { plannedItemId: item, findings, evidence }] of items.entries()) {
    const place = `items[${index}]`;
    // What is drawn up is kept before it is tried out.
    checkKept(`${place}.findings`, findings);
    keptFiles(evidence, place);
    if (!own.includes(item)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', { place, item, department });
    const hasResult = visit.results.some(({ plannedItemId }) => plannedItemId === item);
    const isTwice = items.findIndex(({ plannedItemId }) => plannedItemId === item) < index;
    if (!hasResult || isTwice) throw jointError('OV_JOINT_CORRECTION_NO_RESULT', { index, item });
  }
}
