import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkStarted } from './checkStarted.js';
import { checkVisitDay } from './checkVisitDay.js';
import { type FoundResult, type KeptResult, keptResult } from './foundResult.js';
import { checkActDay, type NewEvent, VisitAct, type VisitActor } from './VisitAct.js';

/** Results of a department's items in a visit: GraphQL's RecordResultsInput. */
export interface RecordResultsInput {
  readonly visitId: string;
  readonly items: readonly ItemResultInput[];
  readonly inspectedOn: string;
}

/** Results of one item. */
export interface ItemResultInput extends FoundResult {
  readonly plannedItemId: string;
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

/**
 * Records results of the items of the recorder's own department; with the last one the visit is complete. An inspector
 * must hold a seat of the crew.
 * @returns the visit's id
 * @throws OV_JOINT_NO_RESULTS, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_NOT_STARTED, OV_JOINT_ITEM_*,
 *   OV_JOINT_RESULT_*, OV_JOINT_FINDINGS_MISSING, OV_JOINT_FILE*, OV_JOINT_ACT_DAY
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
  const act = await VisitAct.of(tx, recorder, actor, input.visitId, now);
  const { visit } = act;
  const today = calendarDate(now);
  checkVisitDay(act, department, input.inspectedOn, today);
  checkStarted(act, department, input.inspectedOn);
  const own = new Set(act.itemsOf(department));
  const recorded = new Set(visit.results.map((result) => result.plannedItemId));
  const kept = input.items.map((item, index) => keptItem(act, item, placeOf(index), own, recorded, department));
  for (const [index, item] of input.items.entries()) {
    const field = `${placeOf(index)}.determinedOn`;
    if (item.determinedOn != null) checkActDay(field, item.determinedOn, input.inspectedOn, today);
  }
  await tx.result.createMany({
    data: kept.map(({ evidence, ...item }) => ({
      visitId: visit.id,
      ...item,
      evidence: evidence as unknown as Prisma.InputJsonArray,
      notedAt: notedAt ?? null,
      recordedBy: actor,
      recordedAt: now,
    })),
  });
  const completed = recorded.size === act.items.length;
  const status = completed ? 'COMPLETED' : 'IN_PROGRESS';
  const { inspectedOn } = input;
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
  return await act.done('results', { department, inspectedOn, status, items: toldItems(input.items, kept), ...detail });
}

/** Items as the ledger tells of them. */
function toldItems(items: readonly ItemResultInput[], kept: readonly KeptItem[]): readonly object[] {
  return items.map(({ determinedOn }, index) => ({ ...kept[index], ...(determinedOn != null && { determinedOn }) }));
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

/** Results of one item as rows keep them. */
type KeptItem = KeptResult & { readonly plannedItemId: string };

/** Checks one item's results and enters it among the recorded. The method is the planned one, where there is one only. */
function keptItem(
  act: VisitAct,
  { plannedItemId, ...found }: ItemResultInput,
  place: string,
  own: ReadonlySet<string>,
  recorded: Set<string>,
  department: string,
): KeptItem {
  const values = { place, item: plannedItemId, department };
  if (!own.has(plannedItemId)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', values);
  if (recorded.has(plannedItemId)) throw jointError('OV_JOINT_RESULT_EXISTS', values);
  const planned = act.items.find(({ id }) => id === plannedItemId)?.methods ?? [];
  const kept = keptResult(found, place);
  recorded.add(plannedItemId);
  return { plannedItemId, ...kept, method: kept.method ?? (planned.length === 1 ? (planned[0] ?? null) : null) };
}
