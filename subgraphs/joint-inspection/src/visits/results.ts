import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { openForResults } from '../followUps/openForResults.js';
import { type Cited, type CitedResultInput, citeResult } from '../recognition/citeResult.js';
import { recognitionId } from '../recognition/recogniseResult.js';
import { type GivenResults, type MappedResults, mapResults } from '../resultCodes/mapResults.js';
import { checkStarted } from './checkStarted.js';
import { checkVisitDay } from './checkVisitDay.js';
import { type FoundResult, type KeptResult, keptNotes, keptResult } from './foundResult.js';
import { checkActDay, type NewEvent, VisitAct, type VisitActor } from './VisitAct.js';

/** Results of a department's items in a visit: GraphQL's RecordResultsInput. */
export interface RecordResultsInput {
  readonly visitId: string;
  readonly items: readonly ItemResultInput[];
  readonly inspectedOn: string;
}

/** Results of one item: of the national list, in codes of a system, or another department's in their place. */
export interface ItemResultInput extends GivenResults, Omit<FoundResult, 'results'> {
  readonly plannedItemId: string;
  /** Another department's result, cited in place of a check (结果互认). */
  readonly recognised?: CitedResultInput | null;
  /** The day on which the result came about, such as that of a test; the day of the inspection unless told otherwise. */
  readonly determinedOn?: string | null;
}

/** In what results were told, where that is not a mutation of their own. */
export interface ResultsToldIn {
  /** Where an item stands in the input, for errors. */
  readonly placeOf?: (index: number) => string;
  /** When they were noted at the door, where that was before. */
  readonly notedAt?: Date;
  /** What else the ledger tells of the act. */
  readonly detail?: object;
}

/** Results of one item as its row keeps them. */
interface KeptItem extends KeptResult, Pick<MappedResults, 'entered'> {
  readonly plannedItemId: string;
}

/**
 * Records results of the items of the recorder's own department; with the last one the visit is complete. An inspector
 * must hold a seat of the crew. Each that found a problem opens a follow-up.
 * @returns the visit's id
 * @throws OV_JOINT_NO_RESULTS, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_OUTCOME_DAY, OV_JOINT_NOT_STARTED,
 *   OV_JOINT_ITEM_*, OV_JOINT_RESULT_*, OV_JOINT_FINDINGS_MISSING, OV_JOINT_FILE*, OV_JOINT_ACT_DAY, and what `mapResults` and `citeResult` throw
 */
export async function recordResults(
  tx: Prisma.TransactionClient,
  recorder: VisitActor,
  actor: string,
  input: RecordResultsInput,
  now: Date,
  { placeOf = (index) => `items[${index}]`, notedAt, detail }: ResultsToldIn = {},
): Promise<MutationOutcome<string>> {
  if (input.items.length === 0) throw jointError('OV_JOINT_NO_RESULTS');
  const { department } = recorder;
  const { inspectedOn } = input;
  const act = await VisitAct.of(tx, recorder, actor, input.visitId, now);
  const { visit } = act;
  const today = calendarDate(now);
  checkVisitDay(act, department, inspectedOn, today);
  checkStarted(act, department, inspectedOn);
  const own = new Set(act.itemsOf(department));
  const recorded = new Set(visit.results.map((result) => result.plannedItemId));
  const mapped = await mapResults(tx, department, input.items, placeOf);
  const kept = mapped.map((item, index) => keptItem(act, item, placeOf(index), own, recorded, department));
  for (const [index, { determinedOn }] of mapped.entries()) {
    if (determinedOn != null) checkActDay(`${placeOf(index)}.determinedOn`, determinedOn, inspectedOn, today);
  }
  const citations = await citationsOf(tx, recorder, act, input, placeOf, now);
  const by = { notedAt: notedAt ?? null, recordedBy: actor, recordedAt: now };
  await tx.result.createMany({ data: kept.map((item) => ({ ...rowOf(visit.id, item, citations), ...by })) });
  const plannedItemIds = input.items.map(({ plannedItemId }) => plannedItemId);
  const opening = { visitId: visit.id, department, plannedItemIds, on: inspectedOn, by: actor, now };
  const followUps = await openForResults(tx, opening);
  const completed = recorded.size === act.items.length;
  const status = completed ? 'COMPLETED' : 'IN_PROGRESS';
  // What was made in its window rolls over no more.
  const inWindow = completed && inspectedOn <= visit.windowLast ? { rollsOverTo: null } : {};
  await tx.visit.update({ where: { id: visit.id }, data: { status, inspectedOn, ...inWindow } });
  const all = [...own].every((id) => recorded.has(id));
  await act.happened(eventsOf(act, department, input, all));
  if (status !== visit.status) await act.followed();
  const items = input.items.map((item, index) => toldItem(item, kept[index], citations.get(item.plannedItemId)));
  return await act.done('results', { department, inspectedOn, status, items, followUps, ...detail });
}

/** Cites the results that stand in place of checks, by the rules that the plan has pinned. @returns citations by planned item */
async function citationsOf(
  tx: Prisma.TransactionClient,
  recorder: VisitActor,
  { visit, rules, items: planned }: VisitAct,
  { items, inspectedOn: day }: RecordResultsInput,
  placeOf: (index: number) => string,
  now: Date,
): Promise<ReadonlyMap<string, Cited>> {
  const citations = new Map<string, Cited>();
  for (const [index, { plannedItemId, recognised: cited }] of items.entries()) {
    const itemId = planned.find(({ id }) => id === plannedItemId)?.itemId;
    if (cited == null || itemId === undefined) continue;
    const citing = { subjectId: visit.subjectId, itemId, cited, day, place: `${placeOf(index)}.recognised` };
    citations.set(plannedItemId, await citeResult(tx, recorder, rules.of(recorder.department), citing, now));
  }
  return citations;
}

/** The row of an item's results, but for who recorded it and when. */
function rowOf(visitId: string, { entered, evidence, ...item }: KeptItem, citations: ReadonlyMap<string, Cited>) {
  return {
    visitId,
    ...item,
    entered: entered as unknown as Prisma.InputJsonArray,
    evidence: evidence as unknown as Prisma.InputJsonArray,
    recognitionSeq: citations.get(item.plannedItemId)?.recognition.seq ?? null,
  };
}

/** What the ledger tells of an item: national results, what was entered, and what was cited in their place. */
function toldItem(
  { recognised, determinedOn }: ItemResultInput,
  kept: KeptItem | undefined,
  cited: Cited | undefined,
): object {
  const told = { ...kept, ...(determinedOn != null && { determinedOn }) };
  if (cited === undefined) return told;
  const { recognition, inspectedOn, rule } = cited;
  const { seq, validTo } = recognition;
  return { ...told, recognised: { ...recognised, id: recognitionId(seq), inspectedOn, validTo, rule } };
}

/** Each item's result came about; with the department's last item its inspection ended, and its result is there. */
function eventsOf(act: VisitAct, department: string, input: RecordResultsInput, all: boolean): readonly NewEvent[] {
  const done = input.items.map(({ plannedItemId: reference, determinedOn }) => {
    return { department, kind: 'ITEM_DONE', reference, on: determinedOn ?? input.inspectedOn };
  });
  if (!all) return done;
  const days = [...act.daysOf(department, 'ITEM_DONE'), ...done.map(({ on }) => on)].sort();
  return [
    ...done,
    { department, kind: 'INSPECTION_ENDED', on: input.inspectedOn },
    { department, kind: 'RESULT_RECORDED', on: days.at(-1) ?? input.inspectedOn },
  ];
}

/**
 * Checks one item's results and enters it among the recorded. The method is the planned one, where there is one only; of what is
 * recognised it is another body's conclusion.
 */
function keptItem(
  act: VisitAct,
  item: ItemResultInput & MappedResults,
  place: string,
  own: ReadonlySet<string>,
  recorded: Set<string>,
  department: string,
): KeptItem {
  const { plannedItemId, entered, results } = item;
  const values = { place, item: plannedItemId, department };
  if (!own.has(plannedItemId)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', values);
  if (recorded.has(plannedItemId)) throw jointError('OV_JOINT_RESULT_EXISTS', values);
  recorded.add(plannedItemId);
  if (item.recognised != null) {
    const isOwn = results.length > 0 || [item.determinedOn, item.method].some((value) => value != null);
    if (isOwn) throw jointError('OV_JOINT_RESULT_RECOGNISED', values);
    const { findings, evidence } = keptNotes(item, place);
    return { plannedItemId, results: [], entered, findings, evidence, method: 'OTHER_CONCLUSION' };
  }
  const kept = keptResult(item, place);
  const planned = act.items.find(({ id }) => id === plannedItemId)?.methods ?? [];
  const method = kept.method ?? (planned.length === 1 ? (planned[0] ?? null) : null);
  return { plannedItemId, entered, ...kept, method };
}
