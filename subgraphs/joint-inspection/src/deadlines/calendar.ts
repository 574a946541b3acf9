import { type WorkingCalendar, workingCalendar, type YearNotice } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import type { YearNotice as YearNoticeRow } from '../generated/client.js';

type Queries = Pick<Prisma.TransactionClient, 'yearNotice'>;

/** The yearly notices in force, by year: of a year the one imported last. */
export async function noticesInForce(database: Queries): Promise<readonly YearNoticeRow[]> {
  return await database.yearNotice.findMany({ orderBy: [{ year: 'asc' }, { seq: 'desc' }], distinct: ['year'] });
}

/** The calendar of working days: the library's years, and imported notices in their place. */
export async function loadCalendar(database: Queries): Promise<WorkingCalendar> {
  const rows = await noticesInForce(database);
  return workingCalendar(rows.map(({ content }) => content as unknown as YearNotice));
}

/**
 * The calendar, for whoever computes deadlines: until their transaction ends no notice is imported that would move them. To be
 * taken before any deadline is locked.
 */
export async function lockedCalendar(tx: Prisma.TransactionClient): Promise<WorkingCalendar> {
  await tx.$executeRaw`LOCK TABLE year_notice IN SHARE MODE`;
  return await loadCalendar(tx);
}
