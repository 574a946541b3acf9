import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { openForResults } from '../followUps/openForResults.js';
import { checkStarted } from './checkStarted.js';
import { checkVisitDay } from './checkVisitDay.js';
import { type ItemResultInput, type KeptItem, keptItems } from './keptItems.js';
import { type NewEvent, VisitAct, type VisitActor } from './VisitAct.js';
import { keepStanding } from './visitStanding.js';

export type { ItemResultInput } from './keptItems.js';

/** Results of a department's items in a visit: GraphQL's RecordResultsInput. */
export interface RecordResultsInput {
  readonly visitId: string;
  readonly items: readonly ItemResultInput[];
  readonly inspectedOn: string;
}

/** In what results were told, where that is not a mutation of their own. */
export interface ResultsToldIn {
  /** Where an item stands in the input, for errors. */
  readonly placeOf?: (index: number) => string;
  /** When they were noted at the door, where that was before. */
  readonly notedAt?: Date;
  /** Whether they stand in the place of others: their day was checked when these were recorded. */
  readonly corrects?: boolean;
  /** What else the ledger tells of the act. */
  readonly detail?: object;
}

/**
 * Records results of the items of the recorder's own department, or cites another's in their place; with the last one of all who came the
 * visit is complete. An inspector must hold a seat of the crew. Each that found a problem opens a follow-up.
 * @returns the visit's id
 * @throws OV_JOINT_NO_RESULTS, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_NOT_STARTED, and what
 *   `keptItems` throws
 */
export async function recordResults(
  tx: Prisma.TransactionClient,
  recorder: VisitActor,
  actor: string,
  input: RecordResultsInput,
  now: Date,
  { placeOf = (index) => `items[${index}]`, notedAt, corrects = false, detail }: ResultsToldIn = {},
): Promise<MutationOutcome<string>> {
  if (input.items.length === 0) throw jointError('OV_JOINT_NO_RESULTS');
  const { department } = recorder;
  const { inspectedOn } = input;
  const act = await VisitAct.of(tx, recorder, actor, input.visitId, now);
  const { visit } = act;
  const today = calendarDate(now);
  if (!corrects) checkVisitDay(act, department, inspectedOn, today);
  checkStarted(act, department, inspectedOn);
  const kept = await keptItems(tx, act, input.items, { recorder, inspectedOn, today, now, placeOf });
  const recording = { notedAt: notedAt ?? null, recordedBy: actor, recordedAt: now };
  await tx.result.createMany({ data: kept.map(({ row }) => ({ visitId: visit.id, ...rowOf(row), ...recording })) });
  const plannedItemIds = kept.map(({ row }) => row.plannedItemId);
  const opening = { visitId: visit.id, department, plannedItemIds, on: inspectedOn, by: actor, now };
  const followUps = await openForResults(tx, opening);
  const results = [...visit.results, ...kept.map(({ row }) => row)];
  const all = act.itemsOf(department).every((id) => results.some(({ plannedItemId }) => plannedItemId === id));
  await act.happened(eventsOf(act, department, input, all));
  const standing = await keepStanding(tx, act, { inspectedOn, results, outcomes: visit.outcomes });
  const items = kept.map(({ told }) => told);
  return await act.done('results', { department, ...standing, items, followUps, ...detail });
}

function rowOf({ entered, evidence, ...row }: KeptItem['row']) {
  return {
    ...row,
    entered: entered as unknown as Prisma.InputJsonArray,
    evidence: evidence as unknown as Prisma.InputJsonArray,
  };
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
