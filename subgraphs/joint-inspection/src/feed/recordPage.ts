import { type Connection, connection, type PageArguments, readNumberedPage, type Viewer } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { DisclosureAcknowledgement, DisclosureRecord } from '../generated/client.js';
import { MOST_COUNTED } from '../lists/counted.js';
import type { FeedContent } from './FeedContent.js';

/** GraphQL's DisclosureRecordFilter. */
export interface RecordFilter {
  readonly department?: string | null;
  readonly state?: string | null;
  readonly visitId?: string | null;
}

/** A record with what it says, and what was acknowledged of it, the first first. */
export type ShownRecord = Omit<DisclosureRecord, 'content'> &
  FeedContent & { readonly acknowledgements: readonly DisclosureAcknowledgement[] };

/**
 * A page of the feed, in its order: a department's own, lead and auditor all. A cursor stays good: nothing is ever entered before it.
 */
export async function recordPage(
  database: Database,
  viewer: Viewer,
  { filter, ...args }: PageArguments & { readonly filter?: RecordFilter | null },
): Promise<Connection<ShownRecord>> {
  const page = readNumberedPage(args);
  const own = viewer.role === 'officer' || viewer.role === 'leader' ? { department: viewer.department } : {};
  const { department, state, visitId } = filter ?? {};
  const where: Prisma.DisclosureRecordWhereInput = {
    AND: [
      own,
      department == null ? {} : { department },
      state == null ? {} : { state },
      visitId == null ? {} : { visitId },
    ],
  };
  const rows = await database.disclosureRecord.findMany({
    where: page.after === null ? where : { AND: [where, { seq: { gt: page.after } }] },
    orderBy: { seq: 'asc' },
    take: page.first + 1,
    include: { acknowledgements: { orderBy: { number: 'asc' } } },
  });
  return connection(
    rows.map(({ content, ...row }) => ({ ...(content as unknown as FeedContent), ...row })),
    page,
    ({ seq }) => String(seq),
    () => database.disclosureRecord.count({ where, take: MOST_COUNTED }),
  );
}
