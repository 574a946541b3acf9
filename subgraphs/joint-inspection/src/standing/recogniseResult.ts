import { actorOf, calendarDate, globalId, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import { checkOwnItem, checkSubject } from '../budget/filed.js';
import type { Prisma } from '../database.js';
import { visibleVisits } from '../disclosure/visible.js';
import { jointError } from '../errors.js';
import { rulesInForce } from '../rules/PlanRules.js';

/** Another department's result that stands in place of a check: GraphQL's RecogniseResultInput. */
export interface RecogniseResultInput {
  readonly subjectId: string;
  readonly itemId: string;
  readonly citedVisitId: string;
  readonly citedPlannedItemId: string;
}

type Officer = Extract<Viewer, { readonly role: 'officer' }>;

const DAY_MS = 86_400_000;

/**
 * Recognises another department's result for a subject in place of a check of the officer's department, for as many days from the
 * inspection as its rules say. The visit must be one that the officer may see. Recognised once more, it stays as it is.
 * @returns the place of its row
 * @throws OV_JOINT_SUBJECT_ID, OV_JOINT_OWN_ITEMS, OV_JOINT_NO_RECOGNITION, OV_JOINT_NOT_CITABLE, OV_JOINT_RECOGNITION_OVER,
 *   OV_RULES_VALUE_UNSET
 */
export async function recogniseResult(
  tx: Prisma.TransactionClient,
  officer: Officer,
  input: RecogniseResultInput,
  now: Date,
): Promise<MutationOutcome<number>> {
  const { department } = officer;
  const { subjectId, itemId, citedVisitId, citedPlannedItemId } = input;
  checkSubject(subjectId);
  checkOwnItem(itemId, department, 'input.itemId');
  const today = calendarDate(now);
  const rules = (await rulesInForce(tx, today, [department])).of(department);
  const rule = rules.rule('mutual-recognition');
  if (rule === null) throw jointError('OV_JOINT_NO_RECOGNITION', { department });
  const validDays = rules.settled('mutual-recognition', 'validDays', rule.validDays);
  const inspectedOn = await inspectionDay(tx, officer, input, now);
  if (inspectedOn === null) {
    throw jointError('OV_JOINT_NOT_CITABLE', { visitId: citedVisitId, itemId: citedPlannedItemId, subjectId });
  }
  const validTo = new Date(Date.parse(inspectedOn) + validDays * DAY_MS).toISOString().slice(0, 10);
  if (validTo < today) throw jointError('OV_JOINT_RECOGNITION_OVER', { validTo, rule: citedAs(rule.cite) });

  const what = { department, subjectId, itemId, citedVisitId, citedPlannedItemId };
  const earlier = await tx.recognition.findFirst({ where: what });
  if (earlier !== null) return { response: earlier.seq, step: null };
  const by = { recognisedBy: actorOf(officer), recognisedAt: now };
  const { seq } = await tx.recognition.create({ data: { ...what, ...by, validTo } });
  const detail = { ...what, inspectedOn, validTo, rule: rule.cite };
  return { response: seq, step: { action: 'result.recognise', target: recognitionId(seq), detail } };
}

/** The global id of a recognition. */
export function recognitionId(seq: number): string {
  return globalId('joint-inspection', 'recognition', String(seq));
}

/** The day of the inspection whose result is cited; null where there is no such result of another department. */
async function inspectionDay(
  tx: Prisma.TransactionClient,
  officer: Officer,
  { subjectId, citedVisitId, citedPlannedItemId }: RecogniseResultInput,
  now: Date,
): Promise<string | null> {
  const visit: Prisma.VisitWhereInput = { id: citedVisitId, subjectId, draw: { phase: 'DRAWN' } };
  const result = await tx.result.findFirst({
    where: {
      plannedItemId: citedPlannedItemId,
      plannedItem: { leg: { department: { not: officer.department } } },
      visit: { AND: [visit, visibleVisits(officer, now)] },
    },
    select: { visit: { select: { inspectedOn: true } } },
  });
  return result?.visit.inspectedOn ?? null;
}
