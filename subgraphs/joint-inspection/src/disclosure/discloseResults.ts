import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { enterRecords } from '../feed/enterRecords.js';
import { checkReviewed } from '../review/standingReview.js';
import { checkActDay, type NewEvent, VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { checkReason } from './notPublicReasons.js';
import { publishedBy } from './publishedBy.js';

/** GraphQL's DiscloseResultsInput. */
export interface DiscloseResultsInput {
  readonly visitId: string;
  readonly kind: 'RESULTS' | 'PENALTY';
  /** Of PENALTY the number of the decision. */
  readonly decision?: string | null;
  /** Coded reason for which it is not published. */
  readonly notPublic?: string | null;
  /** The day on which the subject was given the result in writing, and how. */
  readonly feedbackDeliveredOn?: string | null;
  readonly feedbackBy?: string | null;
}

/**
 * Discloses a department's results of a visit, or a decision on a penalty, or states why it is not published. The day is today, whatever
 * anybody says: from here on the public sees it, and deadlines are kept by it.
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_DECISION_UNKNOWN, OV_JOINT_DISCLOSED, OV_JOINT_NOT_PUBLIC, OV_JOINT_FEEDBACK,
 *   OV_JOINT_DISCLOSURE_NOT_PENALTY, OV_JOINT_REVIEW_MISSING, OV_JOINT_ACT_DAY
 */
export async function discloseResults(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: DiscloseResultsInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const { kind } = input;
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now, kind === 'PENALTY');
  const { visit } = act;
  const on = calendarDate(now);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visit.id, of: department });
  const decision = decisionOf(act, department, input);
  const isSame = (row: (typeof visit.disclosures)[number]): boolean =>
    row.department === department && row.kind === kind && row.decision === decision;
  if (visit.disclosures.some(isSame)) throw jointError('OV_JOINT_DISCLOSED', { id: visit.id, kind, decision });
  checkReason(act.rules, department, kind, input.notPublic ?? null);
  checkReviewed(act, department);
  const feedback = feedbackOf(act, department, input, on);
  const row = { department, kind, decision, on, notPublic: input.notPublic ?? null, feedbackBy: feedback?.by ?? null };
  const publishedOn = row.notPublic === null ? on : null;
  await tx.resultDisclosure.create({
    data: { visitId: visit.id, ...row, publishedOn, recordedBy: actor, recordedAt: now },
  });
  if (feedback !== null) await act.happened(feedback.events);
  const records = row.notPublic === null ? await enterRecords(tx, publishedBy(act, department, row), now) : [];
  return await act.done('disclose', { ...row, feedbackDeliveredOn: input.feedbackDeliveredOn ?? null, records });
}

/** The decision that a disclosure of a penalty is about; empty for results. */
function decisionOf(act: VisitAct, department: string, { kind, decision }: DiscloseResultsInput): string {
  if (kind === 'RESULTS') return '';
  const number = decision?.trim() ?? '';
  const decided = act.visit.events.some(
    (row) => row.department === department && row.kind === 'PENALTY_DECIDED' && row.reference === number,
  );
  if (!decided) throw jointError('OV_JOINT_DECISION_UNKNOWN', { decision: number, id: act.visit.id });
  return number;
}

/** How the subject was given the results (Luohe art. 19, 20): with the disclosure, where the rules ask for it. */
function feedbackOf(
  act: VisitAct,
  department: string,
  { kind, feedbackDeliveredOn: on, feedbackBy: by }: DiscloseResultsInput,
  today: string,
): { readonly by: string; readonly events: readonly NewEvent[] } | null {
  if (on == null || by == null) {
    const rule = act.rules.of(department).rule('disclosure');
    const needed = kind === 'RESULTS' && rule?.feedback === 'WITH_DISCLOSURE';
    if (needed || (on == null) !== (by == null)) {
      throw jointError('OV_JOINT_FEEDBACK', { cite: rule === null ? '' : ` ${citedAs(rule.cite)}` });
    }
    return null;
  }
  checkActDay('feedbackDeliveredOn', on, act.visit.inspectedOn, today);
  // Of results it starts the subject's days to comment; a second delivery does not start them anew.
  const first = kind === 'RESULTS' && act.daysOf(department, 'FEEDBACK_RECEIVED').length === 0;
  return { by, events: first ? [{ department, kind: 'FEEDBACK_RECEIVED', on }] : [] };
}
