import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { isProblem } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { NOT_KEPT } from '../visits/checkWords.js';
import { checkActDay, VisitAct, type VisitActor } from '../visits/VisitAct.js';
import { followUpId } from './followUpIds.js';
import { keepOpened } from './openForResults.js';

/** GraphQL's OpenFollowUpsInput. */
export interface OpenFollowUpsInput {
  readonly visitId: string;
  readonly plannedItemIds: readonly string[];
  readonly on: string;
  readonly why: string;
}

/** Most characters of a reason. */
const MOST = 4_000;

/**
 * Opens another follow-up for items of the department whose follow-ups are decided already: a case beside an order to correct, or a new
 * one after a mistake.
 * @returns their ids
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_FOLLOW_UP_WHY, OV_JOINT_FOLLOW_UP_ITEM, OV_JOINT_FOLLOW_UP_OPEN, OV_JOINT_ACT_DAY
 */
export async function openFollowUps(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  { visitId, plannedItemIds, on, ...input }: OpenFollowUpsInput,
  now: Date,
): Promise<MutationOutcome<readonly string[]>> {
  const { department } = viewer;
  const text = input.why.trim();
  if (text === '' || text.length > MOST || NOT_KEPT.test(text))
    throw jointError('OV_JOINT_FOLLOW_UP_WHY', { most: MOST });
  const act = await VisitAct.of(tx, viewer, actor, visitId, now);
  checkActDay('on', on, act.visit.inspectedOn, calendarDate(now));
  await checkItems(tx, act, department, plannedItemIds);
  const followUps = await keepOpened(tx, { visitId, department, plannedItemIds, on, text, by: actor, now });
  const detail = { department, act: 'OPENED', on, text, followUps };
  return { response: followUps.map(({ id }) => id), step: { action: 'visit.followup', target: visitId, detail } };
}

/** Each item has a result of the department's that found a problem, and no follow-up that is still to be decided. */
async function checkItems(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  department: string,
  plannedItemIds: readonly string[],
): Promise<void> {
  const { id } = act.visit;
  const own = new Set(act.itemsOf(department));
  const found = new Set(act.visit.results.flatMap((row) => (isProblem(row.results) ? row.plannedItemId : [])));
  const undecided = await tx.followUp.findMany({ where: { visitId: id, state: 'OPEN' } });
  if (plannedItemIds.length === 0) throw jointError('OV_JOINT_FOLLOW_UP_ITEM', { index: 0, item: '', id, department });
  for (const [index, item] of plannedItemIds.entries()) {
    const known = own.has(item) && found.has(item) && plannedItemIds.indexOf(item) === index;
    if (!known) throw jointError('OV_JOINT_FOLLOW_UP_ITEM', { index, item, id, department });
    const open = undecided.find(({ plannedItemId }) => plannedItemId === item);
    if (open !== undefined) {
      throw jointError('OV_JOINT_FOLLOW_UP_OPEN', { index, item, followUp: followUpId(open.seq) });
    }
  }
}
