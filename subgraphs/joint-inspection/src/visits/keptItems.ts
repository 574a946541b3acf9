import type { Prisma } from '../database.js';
import { keptFiles } from '../door/FileReference.js';
import { jointError } from '../errors.js';
import { type Cited, type CitedResultInput, citeResult } from '../recognition/citeResult.js';
import { recognitionId } from '../recognition/recognitionIds.js';
import { type MappedResults, mapResults } from '../resultCodes/mapResults.js';
import { type FoundResult, type KeptResult, keptResult } from './foundResult.js';
import { checkActDay, type VisitAct, type VisitActor } from './VisitAct.js';

/** Results of one item: what was found, or another department's result in its place: GraphQL's ItemResultInput. */
export interface ItemResultInput extends FoundResult {
  readonly plannedItemId: string;
  /** Another department's result, cited in place of a check (结果互认). */
  readonly recognised?: CitedResultInput | null;
  /** The day on which the result came about, such as that of a test; the day of the inspection unless told otherwise. */
  readonly determinedOn?: string | null;
}

/** An item's result, as its row keeps it and as the ledger tells of it. */
export interface KeptItem {
  readonly row: KeptResult & { readonly plannedItemId: string; readonly recognitionSeq: number | null };
  readonly told: object;
}

/** In what items are recorded. */
export interface Recording {
  readonly recorder: VisitActor;
  readonly inspectedOn: string;
  readonly today: string;
  readonly now: Date;
  /** Where an item stands in the input, for errors. */
  readonly placeOf: (index: number) => string;
}

/**
 * Checks results of items of the recorder's department: results in codes are mapped to the national list, and cited ones kept as
 * recognised, by the rules that the plan has pinned.
 * @throws OV_JOINT_ITEM_NOT_YOURS, OV_JOINT_RESULT_*, OV_JOINT_FINDINGS_MISSING, OV_JOINT_FILE*, OV_JOINT_ACT_DAY, and what `mapResults`
 *   and `citeResult` throw
 */
export async function keptItems(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  items: readonly ItemResultInput[],
  recording: Recording,
): Promise<readonly KeptItem[]> {
  const { recorder, placeOf } = recording;
  const { department } = recorder;
  const own = new Set(act.itemsOf(department));
  const recorded = new Set(act.visit.results.map(({ plannedItemId }) => plannedItemId));
  const mapped = await mapResults(tx, department, items, placeOf);
  const kept: KeptItem[] = [];
  for (const [index, item] of mapped.entries()) {
    const values = { place: placeOf(index), item: item.plannedItemId, department };
    if (!own.has(item.plannedItemId)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', values);
    if (recorded.has(item.plannedItemId)) throw jointError('OV_JOINT_RESULT_EXISTS', values);
    recorded.add(item.plannedItemId);
    kept.push(
      item.recognised == null
        ? found(act, item, values.place, recording)
        : await recognised(tx, act, item, values.place, recording),
    );
  }
  return kept;
}

/** What a check found. The method is the planned one, where there is one only. */
function found(
  act: VisitAct,
  { plannedItemId, determinedOn, ...item }: ItemResultInput & MappedResults,
  place: string,
  { inspectedOn, today }: Recording,
): KeptItem {
  const planned = act.items.find(({ id }) => id === plannedItemId)?.methods ?? [];
  const result = keptResult(item, place);
  if (determinedOn != null) checkActDay(`${place}.determinedOn`, determinedOn, inspectedOn, today);
  const method = result.method ?? (planned.length === 1 ? (planned[0] ?? null) : null);
  const row = { plannedItemId, ...result, method };
  return { row: { ...row, recognitionSeq: null }, told: { ...row, ...(determinedOn != null && { determinedOn }) } };
}

/** Another department's result in place of a check; the item has none of its own. */
async function recognised(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  item: ItemResultInput & MappedResults,
  place: string,
  { recorder, inspectedOn: day, now }: Recording,
): Promise<KeptItem> {
  const { plannedItemId, recognised: cited, findings, evidence } = item;
  const itemId = act.items.find(({ id }) => id === plannedItemId)?.itemId ?? '';
  if (cited == null || item.results.length > 0 || item.determinedOn != null || item.method != null) {
    throw jointError('OV_JOINT_RESULT_RECOGNISED', { place });
  }
  const citing = { subjectId: act.visit.subjectId, itemId, cited, day, place: `${place}.recognised` };
  const citation = await citeResult(tx, recorder, act.rules.of(recorder.department), citing, now);
  const own = { plannedItemId, results: [], entered: [], findings: findings ?? null, method: 'OTHER_CONCLUSION' };
  const row = { ...own, evidence: keptFiles(evidence, place) };
  return {
    row: { ...row, recognitionSeq: citation.recognition.seq },
    told: { ...row, recognised: toldCitation(cited, citation) },
  };
}

/** A citation as the ledger tells of it. */
function toldCitation(cited: CitedResultInput, { recognition, inspectedOn, rule }: Cited): object {
  const { seq, validTo } = recognition;
  return { ...cited, id: recognitionId(seq), inspectedOn, validTo, rule };
}
