import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { enterRecords } from '../feed/enterRecords.js';
import { withdrawRecords } from '../feed/withdrawRecords.js';
import type { ResultDisclosure } from '../generated/client.js';
import { checkReviewed, checkReviewer, isReviewAsked } from '../review/standingReview.js';
import { checkWords } from '../visits/checkWords.js';
import { type OfficeActor, VisitAct } from '../visits/VisitAct.js';
import { ANNULLED, checkReason } from './notPublicReasons.js';
import { publishedBy } from './publishedBy.js';

/** GraphQL's ReviseDisclosureInput. */
export interface ReviseDisclosureInput {
  readonly visitId: string;
  readonly kind: 'RESULTS' | 'PENALTY';
  /** Of PENALTY the number of the decision. */
  readonly decision?: string | null;
  /** Coded reason for which it is public no more; null: it is published. */
  readonly notPublic?: string | null;
  readonly explanation: string;
}

/**
 * Revises a disclosure: publishes what was kept back, withdraws what was published, or a penalty that was annulled on review (行政处罚法
 * 第四十八条: 应当在三日内撤回行政处罚决定信息并公开说明理由). How it stood is kept as a version. Where the rules ask for a review, a second person
 * revises: not whoever disclosed it, the leader where they say so; and what is published is approved as it stands.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_WORDS, OV_JOINT_NOT_DISCLOSED, OV_JOINT_DISCLOSURE_*, OV_JOINT_NOT_PUBLIC, OV_JOINT_REVIEW_*
 */
export async function reviseDisclosure(
  tx: Prisma.TransactionClient,
  viewer: OfficeActor,
  actor: string,
  { visitId, kind, ...input }: ReviseDisclosureInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const explanation = checkWords('explanation', input.explanation);
  const notPublic = input.notPublic ?? null;
  const act = await VisitAct.of(tx, viewer, actor, visitId, now, kind === 'PENALTY');
  const decision = kind === 'PENALTY' ? (input.decision?.trim() ?? '') : '';
  const standing = act.visit.disclosures.find(
    (row) => row.department === department && row.kind === kind && row.decision === decision,
  );
  if (standing === undefined) throw jointError('OV_JOINT_NOT_DISCLOSED', { id: visitId, kind, decision });
  if (standing.notPublic === ANNULLED) throw jointError('OV_JOINT_DISCLOSURE_ANNULLED', { decision });
  if (standing.notPublic === notPublic) throw jointError('OV_JOINT_DISCLOSURE_SAME', { reason: notPublic ?? '—' });
  checkReason(act.rules, department, kind, notPublic);
  if (isReviewAsked(act.rules, department)) {
    checkReviewer(act.rules, viewer, [standing.recordedBy]);
    if (notPublic === null) checkReviewed(act, department);
  }
  await keepVersion(tx, standing, { explanation, replacedBy: actor, replacedAt: now });
  const on = calendarDate(now);
  const key = { visitId, department, kind, decision };
  const publishedOn = standing.publishedOn ?? (notPublic === null ? on : null);
  await tx.resultDisclosure.update({
    where: { visitId_department_kind_decision: key },
    data: { on, publishedOn, notPublic, recordedBy: actor, recordedAt: now },
  });
  const records = notPublic === null ? await enterRecords(tx, publishedBy(act, department, key), now) : [];
  const withdrawn = notPublic === null ? 0 : await withdrawRecords(tx, key, notPublic, now);
  const before = { on: standing.on, notPublic: standing.notPublic };
  const detail = { department, kind, decision, on, notPublic, before, explanation, records, withdrawn };
  return await act.done('reviseDisclosure', detail);
}

async function keepVersion(
  tx: Prisma.TransactionClient,
  { visitId, department, kind, decision, on, notPublic, recordedBy }: ResultDisclosure,
  replaced: { readonly explanation: string; readonly replacedBy: string; readonly replacedAt: Date },
): Promise<void> {
  const key = { visitId, department, kind, decision };
  const number = (await tx.disclosureVersion.count({ where: key })) + 1;
  await tx.disclosureVersion.create({ data: { ...key, number, on, notPublic, recordedBy, ...replaced } });
}
