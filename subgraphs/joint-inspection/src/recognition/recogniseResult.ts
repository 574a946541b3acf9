import { calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { checkOwnItem, checkSubject } from '../budget/filed.js';
import type { Prisma } from '../database.js';
import { numberedIds } from '../numberedIds.js';
import { rulesInForce } from '../rules/PlanRules.js';
import { citeResult } from './citeResult.js';

/** Another department's result that stands in place of a check: GraphQL's RecogniseResultInput. */
export interface RecogniseResultInput {
  readonly subjectId: string;
  readonly itemId: string;
  readonly citedVisitId: string;
  readonly citedPlannedItemId: string;
}

type Officer = Extract<Viewer, { readonly role: 'officer' }>;

/**
 * Recognises another department's result for a subject in place of a check of the officer's department, by its rules in force
 * today: from the next freeze on the subject whose items are all recognised is not drawn. Recognised once more, it stays as it is.
 * @returns the place of its row
 * @throws OV_JOINT_SUBJECT_ID, OV_JOINT_OWN_ITEMS, and what `citeResult` throws
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
  const day = calendarDate(now);
  const rules = (await rulesInForce(tx, day, [department])).of(department);
  const cited = { visitId: citedVisitId, plannedItemId: citedPlannedItemId };
  const citing = { subjectId, itemId, cited, day, place: 'input.citedPlannedItemId' };
  const { recognition, inspectedOn, rule, known } = await citeResult(tx, officer, rules, citing, now);
  const { seq, validTo } = recognition;
  if (known) return { response: seq, step: null };
  const detail = { department, subjectId, itemId, citedVisitId, citedPlannedItemId, inspectedOn, validTo, rule };
  return { response: seq, step: { action: 'result.recognise', target: recognitionId(seq), detail } };
}

/** Global ids of recognitions. */
export const { idOf: recognitionId } = numberedIds('recognition');
