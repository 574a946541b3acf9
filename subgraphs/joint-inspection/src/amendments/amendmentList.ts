import { type Connection, connection, type PageArguments, readNumberedPage, type Viewer } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import { visibleCrews } from '../disclosure/visible.js';
import type { Amendment } from '../generated/client.js';

/** A page of a draw's amendments that the viewer may see, in the order made. @param now visits become public with time */
export async function amendmentsOfDraw(
  database: Database,
  drawId: string,
  viewer: Viewer,
  now: Date,
  args: PageArguments,
): Promise<Connection<Amendment>> {
  const page = readNumberedPage(args);
  const where = { AND: [{ drawId }, await visibleAmendments(database, drawId, viewer, now)] };
  const rows = await database.amendment.findMany({
    where: page.after === null ? where : { AND: [where, { number: { gt: page.after } }] },
    orderBy: { number: 'asc' },
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    ({ number }) => String(number),
    () => database.amendment.count({ where }),
  );
}

/**
 * Amendments of visits whose crews the viewer may see, and for inspectors those of seats that they had or got. Who may see a
 * crew sees it as drawn and as it stands, and so what was changed.
 */
async function visibleAmendments(
  database: Database,
  drawId: string,
  viewer: Viewer,
  now: Date,
): Promise<Prisma.AmendmentWhereInput> {
  if (viewer.role === 'lead' || viewer.role === 'auditor' || viewer.role === 'service') return {};
  const amended = await database.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT unnest(visit_ids) AS id FROM amendment WHERE draw_id = ${drawId}`;
  const visible = await database.visit.findMany({
    where: { AND: [{ id: { in: amended.map(({ id }) => id) } }, visibleCrews(viewer, now)] },
    select: { id: true },
  });
  const ofVisits: Prisma.AmendmentWhereInput = { visitIds: { hasSome: visible.map(({ id }) => id) } };
  if (viewer.role !== 'inspector') return ofVisits;
  const { inspector: id } = viewer;
  return {
    OR: [
      ofVisits,
      { changes: { array_contains: [{ before: { id } }] } },
      { changes: { array_contains: [{ after: { id } }] } },
    ],
  };
}
