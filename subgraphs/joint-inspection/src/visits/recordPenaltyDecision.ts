import { isDeepStrictEqual } from 'node:util';
import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkKept } from './checkWords.js';
import { checkPenalty, type PenaltyContent } from './PenaltyContent.js';
import { checkActDay, VisitAct, type VisitActor } from './VisitAct.js';

/** GraphQL's PenaltyDecisionInput. */
export interface PenaltyDecisionInput {
  readonly visitId: string;
  readonly decidedOn: string;
  /** Number of the decision (行政处罚决定书文号). */
  readonly decision: string;
  readonly penalty: PenaltyContent;
}

/** Most characters of a decision's number. */
const MOST = 200;

/**
 * Records a decision on a penalty that came of a department's part of a visit; each has a deadline of its own (Karamay 三(六)).
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_DECISION, OV_JOINT_TEXT, OV_JOINT_DECISION_EXISTS, OV_JOINT_PENALTY_KINDS,
 *   OV_JOINT_WORDS, OV_JOINT_ACT_DAY
 */
export async function recordPenaltyDecision(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId, decidedOn, ...input }: PenaltyDecisionInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const decision = input.decision.trim();
  if (decision === '' || decision.length > MOST) throw jointError('OV_JOINT_DECISION', { most: MOST });
  checkKept('decision', decision);
  const penalty = checkPenalty(input.penalty);
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  if (!act.hasResultsOf([department])) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visitId, of: department });
  const isSame = (row: { readonly department: string; readonly kind: string; readonly reference: string }): boolean =>
    row.department === department && row.kind === 'PENALTY_DECIDED' && row.reference === decision;
  if (act.visit.events.some(isSame)) throw jointError('OV_JOINT_DECISION_EXISTS', { decision });
  checkActDay('decidedOn', decidedOn, act.visit.inspectedOn, calendarDate(now));
  await act.happened([{ department, kind: 'PENALTY_DECIDED', reference: decision, on: decidedOn, penalty }]);
  return await act.done('penalty', { department, decision, decidedOn, penalty });
}

/** A decision on a penalty that a department's follow-up of a visit came to. */
interface DecidedPenalty {
  readonly visitId: string;
  readonly department: string;
  readonly decision: string;
  readonly decidedOn: string;
  readonly penalty: PenaltyContent;
  readonly by: string;
  readonly now: Date;
}

/**
 * Keeps the decision that closes a case; one that is on record, of the same day and the same penalty, stands.
 * @throws OV_JOINT_DECISION_EXISTS where it is on record as another
 */
export async function keepPenalty(tx: Prisma.TransactionClient, decided: DecidedPenalty): Promise<void> {
  const { visitId, department, decision, decidedOn, by, now } = decided;
  const key = { visitId, department, kind: 'PENALTY_DECIDED', reference: decision };
  const kept = await tx.visitEvent.findUnique({ where: { visitId_department_kind_reference: key } });
  if (kept === null) {
    const penalty = { ...decided.penalty, kinds: [...decided.penalty.kinds] };
    await tx.visitEvent.create({ data: { ...key, on: decidedOn, penalty, recordedBy: by, recordedAt: now } });
  } else if (kept.on !== decidedOn || (kept.penalty !== null && !isDeepStrictEqual(kept.penalty, decided.penalty))) {
    throw jointError('OV_JOINT_DECISION_EXISTS', { decision });
  }
}
