import { calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';

/** Results of a department's items in a visit: GraphQL's RecordResultsInput. */
export interface RecordResultsInput {
  readonly visitId: string;
  readonly items: readonly ItemResultInput[];
  readonly inspectedOn: string;
}

/** Results of one item. */
export interface ItemResultInput {
  readonly plannedItemId: string;
  readonly results: readonly string[];
  readonly findings?: string | null;
}

type Recorder = Extract<Viewer, { readonly role: 'inspector' | 'officer' }>;
type VisitWithDetails = NonNullable<Awaited<ReturnType<typeof findVisit>>>;

/**
 * Records results of the items of the recorder's own department; with the last one the visit is complete. An inspector
 * must hold a seat of the crew.
 * @returns the visit's id
 * @throws OV_JOINT_NO_RESULTS, OV_JOINT_UNKNOWN_VISIT, OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_ITEM_*, OV_JOINT_RESULT_*,
 *   OV_JOINT_FINDINGS_MISSING
 */
export async function recordResults(
  tx: Prisma.TransactionClient,
  recorder: Recorder,
  actor: string,
  input: RecordResultsInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  if (input.items.length === 0) throw jointError('OV_JOINT_NO_RESULTS');
  await tx.$executeRaw`SELECT 1 FROM visit WHERE id = ${input.visitId} FOR UPDATE`;
  const visit = await findVisit(tx, recorder, input.visitId);
  if (visit === null) throw jointError('OV_JOINT_UNKNOWN_VISIT', { id: input.visitId });
  checkDay(visit, input.inspectedOn, calendarDate(now));
  const items = visit.draw.plan.items.filter((item) => visit.legIds.includes(item.legId));
  const own = new Set(items.filter((item) => item.leg.department === recorder.department).map((item) => item.id));
  const recorded = new Set(visit.results.map((result) => result.plannedItemId));
  for (const [index, item] of input.items.entries()) checkItem(item, index, own, recorded, recorder.department);
  await tx.result.createMany({
    data: input.items.map((item) => ({
      visitId: visit.id,
      plannedItemId: item.plannedItemId,
      results: [...item.results],
      findings: item.findings ?? null,
      recordedBy: actor,
      recordedAt: now,
    })),
  });
  const status = recorded.size === items.length ? 'COMPLETED' : 'IN_PROGRESS';
  await tx.visit.update({ where: { id: visit.id }, data: { status, inspectedOn: input.inspectedOn } });
  const detail = { inspectedOn: input.inspectedOn, status, items: input.items };
  return { response: visit.id, step: { action: 'visit.results', target: visit.id, detail } };
}

/** The visit, if it is to be done and one of the recorder's: an inspector's own, or one of the officer's department. */
function findVisit(tx: Prisma.TransactionClient, recorder: Recorder, id: string) {
  const { department } = recorder;
  const mine: Prisma.VisitWhereInput =
    recorder.role === 'inspector'
      ? { seats: { some: { inspectorId: recorder.inspector, department } } }
      : { departments: { has: department } };
  return tx.visit.findFirst({
    where: { AND: [{ id, draw: { phase: 'DRAWN' } }, mine] },
    include: { results: true, draw: { include: { plan: { include: { items: { include: { leg: true } } } } } } },
  });
}

function checkDay(visit: VisitWithDetails, day: string, today: string): void {
  const { windowFirst: first, windowLast: last, inspectedOn } = visit;
  if (day < first || day > last || day > today) {
    throw jointError('OV_JOINT_OUTSIDE_WINDOW', { day, first, last, today });
  }
  if (inspectedOn !== null && inspectedOn !== day) {
    throw jointError('OV_JOINT_OTHER_DAY', { day, recorded: inspectedOn });
  }
}

/** Checks one item's results and enters it among the recorded. */
function checkItem(
  item: ItemResultInput,
  index: number,
  own: ReadonlySet<string>,
  recorded: Set<string>,
  department: string,
): void {
  const values = { index, item: item.plannedItemId, department };
  if (!own.has(item.plannedItemId)) throw jointError('OV_JOINT_ITEM_NOT_YOURS', values);
  if (recorded.has(item.plannedItemId)) throw jointError('OV_JOINT_RESULT_EXISTS', values);
  if (item.results.length === 0 || new Set(item.results).size < item.results.length) {
    throw jointError('OV_JOINT_RESULT_MISSING', values);
  }
  const clean = item.results.includes('NO_PROBLEM');
  if (clean && item.results.length > 1) throw jointError('OV_JOINT_RESULT_CONTRADICTS', values);
  if (!clean && (item.findings ?? '').trim() === '') throw jointError('OV_JOINT_FINDINGS_MISSING', values);
  recorded.add(item.plannedItemId);
}
