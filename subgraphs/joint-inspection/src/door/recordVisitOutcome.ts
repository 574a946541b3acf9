import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkStarted } from '../visits/checkStarted.js';
import { checkVisitDay } from '../visits/checkVisitDay.js';
import { checkKept } from '../visits/checkWords.js';
import { recordResults } from '../visits/results.js';
import { VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { keepStanding } from '../visits/visitStanding.js';
import { type FileReference, keptFiles } from './FileReference.js';
import { RESULT_OF_OUTCOME, type VisitOutcomeKind } from './VisitOutcomeKind.js';

/** GraphQL's VisitOutcomeInput. */
export interface VisitOutcomeInput {
  readonly visitId: string;
  readonly kind: VisitOutcomeKind;
  readonly account: string;
  readonly on?: string | null;
  readonly evidence?: readonly FileReference[] | null;
}

/** An outcome as its row has it. */
interface Outcome {
  readonly kind: VisitOutcomeKind;
  readonly on: string;
  readonly account: string;
  readonly evidence: FileReference[];
}

/** Most characters of an account. */
const MOST = 4_000;

/**
 * Records that a department's part of a visit was not made on a day. Where somebody stayed away it may be made on another day, until its
 * last: a start is taken back, and if no other department was there the visit is to be done as before. Where another has results of that
 * day, the part is not carried out. Where there is nobody to inspect any more, the department's items have the result that says so, recorded as any other.
 * @returns the visit's id
 * @throws OV_JOINT_OUTCOME_*, OV_JOINT_TEXT, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_NOT_STARTED, OV_JOINT_FILE*
 */
export async function recordVisitOutcome(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: VisitOutcomeInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const account = input.account.trim();
  if (account === '' || account.length > MOST) throw jointError('OV_JOINT_OUTCOME_ACCOUNT', { most: MOST });
  checkKept('account', account);
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now);
  const today = calendarDate(now);
  const on = input.on ?? today;
  const outcome = { kind: input.kind, on, account, evidence: keptFiles(input.evidence, 'input') };
  checkVisitDay(act, department, on, today);
  checkOutcome(act, department, outcome);
  const result = RESULT_OF_OUTCOME[outcome.kind];
  const recorded =
    result === null
      ? null
      : await recordResults(tx, viewer, actor, resultsOf(act, department, outcome, result), now, {
          detail: { outcome },
        });
  const evidence = outcome.evidence as unknown as Prisma.InputJsonArray;
  await tx.visitOutcome.create({
    data: { visitId: act.visit.id, department, ...outcome, evidence, recordedBy: actor, recordedAt: now },
  });
  return recorded ?? (await notMade(tx, act, department, outcome));
}

/** Nothing was inspected, and whoever says what there was at the door was there. */
function checkOutcome(act: VisitAct, department: string, { kind, on }: Outcome): void {
  const { id, results, starts } = act.visit;
  const own = act.itemsOf(department);
  if (results.some(({ plannedItemId }) => own.includes(plannedItemId))) {
    throw jointError('OV_JOINT_OUTCOME_RESULTS', { department, id });
  }
  if (kind !== 'CREW_ABSENT') checkStarted(act, department, on);
  else if (starts.some((start) => start.department === department)) {
    throw jointError('OV_JOINT_OUTCOME_CREW', { department, id });
  }
}

/** The items of a department, each with the result that an outcome is. */
function resultsOf(act: VisitAct, department: string, { on, account }: Outcome, result: string) {
  const found = { results: [result], findings: account, method: 'ON_SITE' };
  const items = act.itemsOf(department).map((plannedItemId) => ({ plannedItemId, ...found }));
  return { visitId: act.visit.id, inspectedOn: on, items };
}

/**
 * Takes a department's start back. The day is free again, and so is the hour, unless another department has been there: then this part is
 * not carried out, and the visit is made once the others have their results.
 */
async function notMade(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  department: string,
  outcome: Outcome,
): Promise<MutationOutcome<string>> {
  const { id, starts, results, inspectedOn, outcomes } = act.visit;
  await tx.visitStart.deleteMany({ where: { visitId: id, department } });
  const isFree = results.length === 0 && starts.every((start) => start.department === department);
  if (isFree) {
    const free = { status: 'PLANNED', inspectedOn: null };
    await tx.visit.update({ where: { id }, data: { ...free, scheduledAt: null } });
    return await act.done('outcome', { department, outcome, ...free });
  }
  const all = [...outcomes, { department, ...outcome }];
  const standing = await keepStanding(tx, act, { inspectedOn, results, outcomes: all });
  return await act.done('outcome', { department, outcome, ...standing });
}
