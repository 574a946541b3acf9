import { dayNumber } from '@onevisit/draw/calendar';
import type { JointContext } from '../context.js';
import { jointError } from '../errors.js';
import type { Joint } from '../joint.js';
import { ownInspector } from '../lists/ownInspector.js';
import { visitsWhere } from '../lists/visitFilter.js';
import { crewCalendar } from './crewCalendar.js';

/** A year, and no more than so many visits: who has more asks for a shorter time. */
const [MOST_DAYS, MOST_VISITS] = [366, 1_000];

/**
 * The calendar (日历) of an inspector's visits that are made, or may be, on some days.
 * @throws OV_JOINT_NO_INSPECTOR, OV_JOINT_CALENDAR_DAYS, OV_JOINT_CALENDAR_VISITS
 */
export async function myCalendar(
  { database, clock }: Joint,
  days: { readonly first: string; readonly last: string },
  { viewer, loaders }: JointContext,
): Promise<string> {
  const inspectorId = ownInspector(viewer);
  const length = (dayNumber(days.last) ?? 0) - (dayNumber(days.first) ?? 0) + 1;
  if (length < 1 || length > MOST_DAYS) throw jointError('OV_JOINT_CALENDAR_DAYS', { ...days, most: MOST_DAYS });
  const visits = await database.visit.findMany({
    where: { AND: [{ draw: { phase: 'DRAWN' }, seats: { some: { inspectorId } } }, visitsWhere({ overlaps: days })] },
    orderBy: [{ windowFirst: 'asc' }, { id: 'asc' }],
    include: { draw: { select: { planId: true } }, seats: { orderBy: [{ department: 'asc' }, { number: 'asc' }] } },
    take: MOST_VISITS + 1,
  });
  if (visits.length > MOST_VISITS) throw jointError('OV_JOINT_CALENDAR_VISITS', { most: MOST_VISITS });
  const entries = visits.map(async ({ draw, seats, ...visit }) => {
    const items = await loaders.itemsOfPlan.load(draw.planId);
    return { visit, seats, items: items.filter(({ legId }) => visit.legIds.includes(legId)).map(({ title }) => title) };
  });
  return crewCalendar(await Promise.all(entries), clock());
}
