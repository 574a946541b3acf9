import { calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { citedAs, type FullCitation } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { areResultsPublic } from '../disclosure/resultsShown.js';
import { jointError } from '../errors.js';
import { checkWords } from '../visits/checkWords.js';
import { VisitAct } from '../visits/VisitAct.js';
import { commentId } from './commentIds.js';

/** GraphQL's CommentKind. */
export type CommentKind = 'COMMENT' | 'OBJECTION';

/** GraphQL's CommentOnResultInput. */
export interface CommentOnResultInput {
  readonly visitId: string;
  /** Whose result, and whose officers. */
  readonly department: string;
  readonly kind: CommentKind;
  /** Of an objection the planned items whose results it contests; all of the department's unless told otherwise. */
  readonly itemIds?: readonly string[] | null;
  readonly text: string;
}

/**
 * Keeps what a subject says of a department's result and officers, within the days that the rules give: a comment once it has the
 * result in writing (Luohe art. 21); an objection (异议) also once the result is published (企业信息公示暂行条例, 第十二条).
 * @returns the visit's id
 * @throws OV_JOINT_WORDS, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_NO_FEEDBACK, OV_JOINT_COMMENT_LATE, OV_JOINT_OBJECTION_*, OV_JOINT_ITEM_NOT_YOURS
 */
export async function commentOnResult(
  tx: Prisma.TransactionClient,
  viewer: Extract<Viewer, { readonly role: 'subject' }>,
  actor: string,
  input: CommentOnResultInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { visitId, department, kind } = input;
  const text = checkWords('text', input.text);
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  checkToldOf(act, input);
  const plannedItemIds = kind === 'OBJECTION' ? contestedItems(act, input) : [];
  await checkInTime(tx, input, calendarDate(now));
  const comment = { department, kind, plannedItemIds, text };
  const { seq } = await tx.resultComment.create({ data: { visitId, ...comment, by: actor, at: now } });
  if (kind === 'OBJECTION') {
    const event = { department, kind: 'OBJECTION_RAISED', reference: String(seq), on: calendarDate(now) };
    await act.happened([event]);
  }
  return await act.done(kind === 'OBJECTION' ? 'object' : 'comment', { id: commentId(seq), ...comment });
}

/** The subject was told the result: in writing or, which suffices for an objection, with all others. */
function checkToldOf(act: VisitAct, { visitId, department, kind }: CommentOnResultInput): void {
  if (act.daysOf(department, 'FEEDBACK_RECEIVED').length > 0) return;
  const { rules, visit } = act;
  const isPublished =
    act.itemsOf(department).length > 0 &&
    act.hasResultsOf([department]) &&
    areResultsPublic(rules, visit.disclosures, department);
  if (kind === 'OBJECTION' && isPublished) return;
  throw jointError('OV_JOINT_NO_FEEDBACK', { id: visitId, department });
}

/** The items that an objection contests; while one waits for its answer there is no other. */
function contestedItems(act: VisitAct, { visitId, department, itemIds }: CommentOnResultInput): string[] {
  const own = act.itemsOf(department);
  for (const [index, item] of (itemIds ?? []).entries()) {
    if (!own.includes(item)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', { index, item, department });
  }
  const open = act.visit.comments.find(
    (row) => row.department === department && row.kind === 'OBJECTION' && row.answer === null,
  );
  if (open !== undefined) {
    throw jointError('OV_JOINT_OBJECTION_OPEN', { id: visitId, department, objection: commentId(open.seq) });
  }
  return itemIds == null || itemIds.length === 0 ? [...own] : [...new Set(itemIds)];
}

async function checkInTime(
  tx: Prisma.TransactionClient,
  { visitId, department, kind }: CommentOnResultInput,
  today: string,
): Promise<void> {
  const deadline = await tx.deadline.findFirst({ where: { visitId, department, kind } });
  if (deadline?.due == null || today <= deadline.due) return;
  const cite = citedAs(deadline.cite as unknown as readonly FullCitation[]);
  throw jointError('OV_JOINT_COMMENT_LATE', { due: deadline.due, cite });
}
