import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { openForResults } from '../followUps/openForResults.js';
import { type Cited, type CitedResultInput, citeResult } from '../recognition/citeResult.js';
import { recognitionId } from '../recognition/recogniseResult.js';
import { type GivenResults, type MappedResults, mapResults } from '../resultCodes/mapResults.js';
import { checkVisitDay } from './checkVisitDay.js';
import { checkActDay, type NewEvent, VisitAct, type VisitActor } from './VisitAct.js';

/** Results of a department's items in a visit: GraphQL's RecordResultsInput. */
export interface RecordResultsInput {
  readonly visitId: string;
  readonly items: readonly ItemResultInput[];
  readonly inspectedOn: string;
}

/** Results of one item: of the national list, in codes of a system, or another department's in their place. */
export interface ItemResultInput extends GivenResults {
  readonly plannedItemId: string;
  /** Another department's result, cited in place of a check (结果互认). */
  readonly recognised?: CitedResultInput | null;
  readonly findings?: string | null;
  /** The day on which the result came about, such as that of a test; the day of the inspection unless told otherwise. */
  readonly determinedOn?: string | null;
}

/**
 * Records results of the items of the recorder's own department; with the last one the visit is complete. An inspector
 * must hold a seat of the crew. Each that found a problem opens a follow-up.
 * @returns the visit's id
 * @throws OV_JOINT_NO_RESULTS, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_NOT_STARTED, OV_JOINT_ITEM_*,
 *   OV_JOINT_RESULT_*, OV_JOINT_FINDINGS_MISSING, OV_JOINT_ACT_DAY, and what `mapResults` and `citeResult` throw
 */
export async function recordResults(
  tx: Prisma.TransactionClient,
  recorder: VisitActor,
  actor: string,
  input: RecordResultsInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  if (input.items.length === 0) throw jointError('OV_JOINT_NO_RESULTS');
  const { department } = recorder;
  const act = await VisitAct.of(tx, recorder, actor, input.visitId, now);
  const { visit } = act;
  const today = calendarDate(now);
  checkVisitDay(act, department, input.inspectedOn, today);
  checkStarted(act, department);
  const own = new Set(act.itemsOf(department));
  const recorded = new Set(visit.results.map((result) => result.plannedItemId));
  const items = await mapResults(tx, department, input.items);
  for (const [index, item] of items.entries()) {
    checkItem(item, index, own, recorded, department);
    const field = `items[${index}].determinedOn`;
    if (item.determinedOn != null) checkActDay(field, item.determinedOn, input.inspectedOn, today);
  }
  const citations = await citationsOf(tx, recorder, act, items, input.inspectedOn, now);
  await tx.result.createMany({
    data: items.map((item) => ({
      visitId: visit.id,
      plannedItemId: item.plannedItemId,
      results: [...item.results],
      entered: item.entered as unknown as Prisma.InputJsonArray,
      recognitionSeq: citations.get(item.plannedItemId)?.recognition.seq ?? null,
      findings: item.findings ?? null,
      recordedBy: actor,
      recordedAt: now,
    })),
  });
  const { inspectedOn } = input;
  const plannedItemIds = input.items.map(({ plannedItemId }) => plannedItemId);
  const opening = { visitId: visit.id, department, plannedItemIds, on: inspectedOn, by: actor, now };
  const followUps = await openForResults(tx, opening);
  const completed = recorded.size === act.items.length;
  const status = completed ? 'COMPLETED' : 'IN_PROGRESS';
  // What was made in its window rolls over no more.
  const inWindow = completed && inspectedOn <= visit.windowLast ? { rollsOverTo: null } : {};
  await tx.visit.update({ where: { id: visit.id }, data: { status, inspectedOn, ...inWindow } });
  await act.happened(
    eventsOf(
      act,
      department,
      input,
      [...own].every((id) => recorded.has(id)),
    ),
  );
  if (status !== visit.status) await act.followed();
  const told = items.map((item) => toldItem(item, citations.get(item.plannedItemId)));
  return await act.done('results', { inspectedOn, status, items: told, followUps });
}

/** Cites the results that stand in place of checks, by the rules that the plan has pinned. @returns citations by planned item */
async function citationsOf(
  tx: Prisma.TransactionClient,
  recorder: VisitActor,
  { visit, rules, items: planned }: VisitAct,
  items: readonly ItemResultInput[],
  day: string,
  now: Date,
): Promise<ReadonlyMap<string, Cited>> {
  const citations = new Map<string, Cited>();
  for (const [index, { plannedItemId, recognised: cited }] of items.entries()) {
    const itemId = planned.find(({ id }) => id === plannedItemId)?.itemId;
    if (cited == null || itemId === undefined) continue;
    const citing = { subjectId: visit.subjectId, itemId, cited, day, place: `items[${index}].recognised` };
    citations.set(plannedItemId, await citeResult(tx, recorder, rules.of(recorder.department), citing, now));
  }
  return citations;
}

/** What the ledger tells of an item: national results, what was entered, and what was cited in their place. */
function toldItem(item: ItemResultInput & MappedResults, cited: Cited | undefined): object {
  const { coded: _, ...told } = item;
  if (cited === undefined) return told;
  const { recognition, inspectedOn, rule } = cited;
  const { seq, validTo } = recognition;
  return { ...told, recognised: { ...item.recognised, id: recognitionId(seq), inspectedOn, validTo, rule } };
}

/** Where the rules say who must be at the door, somebody must have been (Karamay 三(五)). */
function checkStarted({ visit, rules }: VisitAct, department: string): void {
  const rule = rules.of(department).rule('officers');
  if (rule === null || visit.starts.some((start) => start.department === department)) return;
  throw jointError('OV_JOINT_NOT_STARTED', { id: visit.id, department, cite: citedAs(rule.cite) });
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

/** Checks one item's results and enters it among the recorded. */
function checkItem(
  item: ItemResultInput & MappedResults,
  index: number,
  own: ReadonlySet<string>,
  recorded: Set<string>,
  department: string,
): void {
  const values = { index, item: item.plannedItemId, department };
  if (!own.has(item.plannedItemId)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', values);
  if (recorded.has(item.plannedItemId)) throw jointError('OV_JOINT_RESULT_EXISTS', values);
  recorded.add(item.plannedItemId);
  if (item.recognised != null) {
    if (item.results.length > 0 || item.determinedOn != null) throw jointError('OV_JOINT_RESULT_RECOGNISED', values);
    return;
  }
  if (item.results.length === 0 || new Set(item.results).size < item.results.length) {
    throw jointError('OV_JOINT_RESULT_MISSING', values);
  }
  const clean = item.results.includes('NO_PROBLEM');
  if (clean && item.results.length > 1) throw jointError('OV_JOINT_RESULT_CONTRADICTS', values);
  if (!clean && (item.findings ?? '').trim() === '') throw jointError('OV_JOINT_FINDINGS_MISSING', values);
}
