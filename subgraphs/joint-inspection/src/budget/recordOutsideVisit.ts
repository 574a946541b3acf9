import { actorOf, calendarDate, globalId, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { mapResults } from '../resultCodes/mapResults.js';
import { rulesInForce } from '../rules/PlanRules.js';
import { type FoundResult, type KeptResult, keptResult } from '../visits/foundResult.js';
import { checkOwnItem, checkSubject, type EvidenceInput, keptEvidence } from './filed.js';

/** A visit that no lot decided: GraphQL's OutsideVisitInput. */
export interface OutsideVisitInput {
  readonly subjectId: string;
  readonly source: string;
  readonly kind: string;
  readonly level: string;
  readonly itemIds: readonly string[];
  readonly inspectedOn: string;
  readonly evidence: EvidenceInput;
  readonly results?: readonly OutsideItemResult[] | null;
}

/** Results of one of its items: GraphQL's OutsideItemResultInput. */
export interface OutsideItemResult extends FoundResult {
  readonly itemId: string;
}

type Recorder = Extract<Viewer, { readonly role: 'inspector' | 'officer' }>;

/**
 * Records a visit of the recorder's department that no lot decided. Its rules say which sources stay outside draws; without
 * such a rule every source does. Results of its items are checked as those of any visit.
 * @returns the place of its row
 * @throws OV_JOINT_SUBJECT_ID, OV_JOINT_BY_LOT, OV_JOINT_NO_ITEMS, OV_JOINT_OWN_ITEMS, OV_JOINT_DAY_TO_COME, OV_JOINT_EVIDENCE, OV_JOINT_ITEM_NOT_CHECKED,
 *   OV_JOINT_RESULT_*, OV_JOINT_FINDINGS_MISSING, OV_JOINT_FILE*, and what `mapResults` throws
 */
export async function recordOutsideVisit(
  tx: Prisma.TransactionClient,
  recorder: Recorder,
  input: OutsideVisitInput,
  now: Date,
): Promise<MutationOutcome<number>> {
  const { department } = recorder;
  const { subjectId, source, kind, level, itemIds, inspectedOn } = input;
  const today = calendarDate(now);
  checkSubject(subjectId);
  checkItems(itemIds, department);
  if (inspectedOn > today) throw jointError('OV_JOINT_DAY_TO_COME', { day: inspectedOn, today });
  const rule = (await rulesInForce(tx, today, [department])).of(department).rule('not-by-lot');
  const sources: readonly string[] | undefined = rule?.sources;
  if (rule !== null && sources !== undefined && !sources.includes(source)) {
    const values = { department, source, permitted: sources.join(', '), rule: citedAs(rule.cite) };
    throw jointError('OV_JOINT_BY_LOT', values);
  }
  const what = { department, subjectId, source, kind, level, itemIds: [...itemIds], inspectedOn };
  const visit = { ...what, ...keptEvidence(input.evidence) };
  const results = await keptResults(tx, department, input.results ?? [], itemIds);
  const { seq } = await tx.outsideVisit.create({
    data: { ...visit, recordedBy: actorOf(recorder), recordedAt: now },
  });
  await tx.outsideResult.createMany({
    data: results.map(({ evidence, entered, ...result }) => ({
      visitSeq: seq,
      ...result,
      entered: entered as unknown as Prisma.InputJsonArray,
      evidence: evidence as unknown as Prisma.InputJsonArray,
    })),
  });
  const detail = { ...visit, results, rule: rule?.cite ?? [] };
  return { response: seq, step: { action: 'visit.outside', target: outsideVisitId(seq), detail } };
}

/** Results of items that were checked, none of them twice. */
async function keptResults(
  tx: Prisma.TransactionClient,
  department: string,
  results: readonly OutsideItemResult[],
  itemIds: readonly string[],
): Promise<readonly (KeptResult & { readonly itemId: string })[]> {
  const placeOf = (index: number): string => `input.results[${index}]`;
  const mapped = await mapResults(tx, department, results, placeOf);
  return mapped.map(({ itemId, ...found }, index) => {
    const place = placeOf(index);
    const isTwice = results.slice(0, index).some((earlier) => earlier.itemId === itemId);
    if (isTwice || !itemIds.includes(itemId)) throw jointError('OV_JOINT_ITEM_NOT_CHECKED', { place, itemId });
    return { itemId, ...keptResult(found, place) };
  });
}

/** The global id of a visit that no lot decided. */
export function outsideVisitId(seq: number): string {
  return globalId('joint-inspection', 'outsidevisit', String(seq));
}

function checkItems(itemIds: readonly string[], department: string): void {
  if (itemIds.length === 0) throw jointError('OV_JOINT_NO_ITEMS');
  for (const [index, id] of itemIds.entries()) {
    const place = `input.itemIds[${index}]`;
    checkOwnItem(id, department, place);
    if (itemIds.indexOf(id) < index) throw jointError('OV_JOINT_OWN_ITEMS', { place, id, department });
  }
}
