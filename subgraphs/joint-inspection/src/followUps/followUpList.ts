import { type Connection, connection, kitError, type PageArguments, readPage, type Viewer } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { FollowUp, Visit } from '../generated/client.js';
import { MOST_COUNTED } from '../lists/counted.js';
import type { FollowUpAct } from './machine/acts.js';
import type { FollowUpState } from './machine/states.js';
import { visibleFollowUps } from './visibleFollowUps.js';

/** GraphQL's FollowUpFilter; every given condition must hold. */
export interface FollowUpFilter {
  readonly department?: string | null;
  readonly waitsFor?: string | null;
  readonly state?: FollowUpState | null;
  readonly measure?: FollowUpAct | null;
  readonly open?: boolean | null;
  readonly overdue?: boolean | null;
  readonly on?: string | null;
}

/** A follow-up with the visit that found it, and the day as of which it is shown. */
export type ShownFollowUp = FollowUp & { readonly visit: Visit; readonly shownOn: string };

/** Where the page key of a follow-up without a day begins: after all days. */
const NO_DAY = '9999-99-99';

/** A page key: day and number. */
const PLACE = /^(?<day>\d{4}-\d{2}-\d{2}) (?<seq>\d{1,9})$/;

/**
 * A page of the follow-ups that the viewer may see, also of draws that were voided since: by the day on which the next act is due, those without one last.
 * @param today where the filter names no day
 */
export async function followUpPage(
  database: Database,
  viewer: Viewer,
  today: string,
  args: PageArguments & { readonly filter?: FollowUpFilter | null },
): Promise<Connection<ShownFollowUp>> {
  const page = readPage(args);
  const filter = args.filter ?? {};
  const shownOn = filter.on ?? today;
  const where: Prisma.FollowUpWhereInput = {
    AND: [visibleFollowUps(viewer), ...conditions(filter, shownOn)],
  };
  const rows = await database.followUp.findMany({
    where: page.after === null ? where : { AND: [where, beyond(page.after)] },
    orderBy: [{ due: { sort: 'asc', nulls: 'last' } }, { seq: 'asc' }],
    take: page.first + 1,
    include: { visit: true },
  });
  return connection(
    rows.map((row) => ({ ...row, shownOn })),
    page,
    ({ due, seq }) => `${due ?? NO_DAY} ${seq}`,
    () => database.followUp.count({ where, take: MOST_COUNTED }),
  );
}

function conditions(filter: FollowUpFilter, day: string): readonly Prisma.FollowUpWhereInput[] {
  const where: Prisma.FollowUpWhereInput[] = [];
  if (filter.department != null) where.push({ departments: { has: filter.department } });
  if (filter.waitsFor != null) where.push({ waitsFor: filter.waitsFor });
  if (filter.state != null) where.push({ state: filter.state });
  if (filter.measure != null) where.push({ measure: filter.measure });
  if (filter.open != null) where.push(filter.open ? { waitsFor: { not: null } } : { waitsFor: null });
  if (filter.overdue === true) where.push({ due: { lt: day } });
  if (filter.overdue === false) where.push({ OR: [{ due: null }, { due: { gte: day } }] });
  return where;
}

/** The rows after a place in the list. @throws OV_KIT_BAD_CURSOR */
function beyond(key: string): Prisma.FollowUpWhereInput {
  const { day, seq } = PLACE.exec(key)?.groups ?? {};
  if (day === undefined) throw kitError('OV_KIT_BAD_CURSOR', { cursor: key });
  const after = { seq: { gt: Number(seq) } };
  if (day === NO_DAY) return { due: null, ...after };
  return { OR: [{ due: { gt: day } }, { due: day, ...after }, { due: null }] };
}
