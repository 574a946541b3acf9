import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { type DeadlineChange, refreshDeadlines } from '../deadlines/refreshDeadlines.js';
import { jointError } from '../errors.js';
import type { FollowUp } from '../generated/client.js';
import { pinRulesOf } from '../rules/PlanRules.js';
import { checkPenalty, type PenaltyContent } from '../visits/PenaltyContent.js';
import { keepPenalty } from '../visits/recordPenaltyDecision.js';
import type { VisitActor } from '../visits/VisitAct.js';
import { followUpId, followUpNumber } from './followUpIds.js';
import { kindOf } from './machine/acts.js';
import { type ActInput, checkParts } from './machine/checkParts.js';
import { judgeAct } from './machine/judgeAct.js';
import type { Matter, StatedAct } from './machine/Matter.js';
import { refuseAct } from './machine/refuseAct.js';

/** GraphQL's FollowUpActInput. */
export interface FollowUpActInput extends ActInput {
  /** Of one visit. */
  readonly followUpIds: readonly string[];
  /** Of PENALTY what was decided. */
  readonly penalty?: PenaltyContent | null;
}

/** Who acts, as ledgers name them, and when. */
interface Acting {
  readonly department: string;
  readonly by: string;
  readonly now: Date;
}

/** A follow-up with its last step. */
type Standing = FollowUp & { readonly steps: readonly { readonly number: number; readonly on: string }[] };

/** Most follow-ups of one act. */
const MOST = 100;

/**
 * Does something about follow-ups of one visit, all or none: decides what is done, answers a transfer, records a re-check, closes. What
 * may be done in which state, and by whom, the machine says (`machine/`). Whoever accepts a transfer goes by its own rules, as they are in
 * force on that day, also where it has no part in the plan.
 * @param departments codes of the register
 * @returns the follow-ups' ids
 * @throws OV_JOINT_UNKNOWN_FOLLOW_UP, OV_JOINT_FOLLOW_UP_*, OV_JOINT_DECISION_EXISTS
 */
export async function actOnFollowUps(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: FollowUpActInput,
  departments: ReadonlySet<string>,
  now: Date,
): Promise<MutationOutcome<readonly string[]>> {
  const { followUpIds } = input;
  const { department } = viewer;
  const acting = { department, by: actor, now };
  const stated = checkParts(input, department, departments);
  const penalty = penaltyOf(input);
  const { visitId, planId, rows } = await lockedFollowUps(tx, viewer, followUpIds);
  const moves = [];
  for (const row of rows) moves.push(await keepAct(tx, row, stated, acting));
  const rules = stated.act === 'ACCEPTED' ? { rules: await pinOwnRules(tx, planId, department, stated.on) } : {};
  const deadlines = penalty === null ? [] : await penaltyDeadlines(tx, visitId, stated, penalty, acting);
  const detail = { department, ...stated, ...(penalty !== null && { penalty }), ...rules, followUps: moves, deadlines };
  return { response: followUpIds, step: { action: 'visit.followup', target: visitId, detail } };
}

/** The follow-ups in the order of their ids as given, their visit locked; those in which the viewer has a part. */
async function lockedFollowUps(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  ids: readonly string[],
): Promise<{ readonly visitId: string; readonly planId: string; readonly rows: readonly Standing[] }> {
  const count = ids.length;
  if (count === 0 || count > MOST || new Set(ids).size < count) {
    throw jointError('OV_JOINT_FOLLOW_UP_COUNT', { most: MOST, count });
  }
  const numbers = ids.map(followUpNumber);
  const known = numbers.filter((number) => number !== null);
  await tx.$executeRaw`
    SELECT 1 FROM visit WHERE id IN (SELECT visit_id FROM follow_up WHERE seq = ANY(${known})) ORDER BY id FOR UPDATE`;
  const own: Prisma.FollowUpWhereInput = {
    departments: { has: viewer.department },
    visit: seatHeldBy(viewer),
  };
  const found = await tx.followUp.findMany({
    where: { AND: [{ seq: { in: known } }, own] },
    include: {
      steps: { orderBy: { number: 'desc' }, take: 1, select: { number: true, on: true } },
      visit: { select: { draw: { select: { planId: true } } } },
    },
  });
  const rows = numbers.map((number, index) => {
    const row = found.find(({ seq }) => seq === number);
    const id = ids[index] ?? '';
    if (row === undefined) throw jointError('OV_JOINT_UNKNOWN_FOLLOW_UP', { index, id });
    if (row.visitId !== found[0]?.visitId) throw jointError('OV_JOINT_FOLLOW_UP_VISITS', { index, id });
    return row;
  });
  const [{ visitId, visit } = { visitId: '', visit: { draw: { planId: '' } } }] = rows;
  return { visitId, planId: visit.draw.planId, rows };
}

/** Inspectors act on visits in whose crew they are. */
function seatHeldBy(viewer: VisitActor): Prisma.VisitWhereInput {
  if (viewer.role === 'officer') return {};
  return { seats: { some: { inspectorId: viewer.inspector, department: viewer.department } } };
}

/** Moves one follow-up as the machine lets it. @returns what the ledger tells of it */
async function keepAct(
  tx: Prisma.TransactionClient,
  row: Standing,
  stated: StatedAct,
  { department, by, now }: Acting,
): Promise<object> {
  const { seq, plannedItemId, steps } = row;
  const id = followUpId(seq);
  const before = row as unknown as Matter;
  const judgement = judgeAct(before, department, stated);
  if (judgement.kind !== 'ALLOWED') throw refuseAct(id, before, stated.act, judgement);
  const { number = 0, on: first = row.openedOn } = steps[0] ?? {};
  const today = calendarDate(now);
  if (stated.on < first || stated.on > today) {
    throw jointError('OV_JOINT_FOLLOW_UP_DAY', { day: stated.on, first, today });
  }
  const { departments, ...after } = judgement.after;
  await tx.followUp.update({ where: { seq }, data: { ...after, departments: [...departments] } });
  const { state, due } = after;
  await tx.followUpStep.create({
    data: {
      followUpSeq: seq,
      number: number + 1,
      state,
      department,
      ...stated,
      dueOn: due,
      recordedBy: by,
      recordedAt: now,
    },
  });
  const { holder, waitsFor } = after;
  return { id, plannedItemId, from: before.state, state, holder, waitsFor, due };
}

/** The plan keeps the pack of whoever accepts a transfer. @returns its id, for the ledger; null where the department has none of its own */
async function pinOwnRules(
  tx: Prisma.TransactionClient,
  planId: string,
  department: string,
  on: string,
): Promise<string | null> {
  await pinRulesOf(tx, planId, [department], on);
  const pin = await tx.planRules.findUnique({ where: { planId_department: { planId, department } } });
  return pin?.packId ?? null;
}

/** What a penalty is; null of every other act, with which it means nothing. */
function penaltyOf({ act, penalty }: FollowUpActInput): PenaltyContent | null {
  const { zh: actZh, needs, takes } = kindOf(act);
  if (act !== 'PENALTY') {
    if (penalty == null) return null;
    throw jointError('OV_JOINT_FOLLOW_UP_PART', {
      part: 'penalty',
      act,
      actZh,
      takes: [...needs, ...takes].join('、'),
    });
  }
  if (penalty == null) {
    throw jointError('OV_JOINT_FOLLOW_UP_NEEDS', {
      part: 'penalty',
      act,
      actZh,
      needs: [...needs, 'penalty'].join('、'),
    });
  }
  return checkPenalty(penalty);
}

/** A penalty that closes cases is a decision of the visit, with a deadline of disclosure of its own. */
async function penaltyDeadlines(
  tx: Prisma.TransactionClient,
  visitId: string,
  { on, reference }: StatedAct,
  penalty: PenaltyContent,
  { department, by, now }: Acting,
): Promise<readonly DeadlineChange[]> {
  await keepPenalty(tx, { visitId, department, decision: reference ?? '', decidedOn: on, penalty, by, now });
  return await refreshDeadlines(tx, visitId);
}
