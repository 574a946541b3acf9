import { type Connection, connection, type PageArguments, readNumberedPage, readPage } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { JointPlan, LedgerEntry, Visit } from '../generated/client.js';
import { MOST_COUNTED } from '../lists/counted.js';
import { placeOf, readPlace } from '../lists/visitsOf.js';

/** A page of joint plans, newest first. */
export async function planConnection(
  database: Database,
  where: Prisma.JointPlanWhereInput,
  args: PageArguments,
): Promise<Connection<JointPlan>> {
  const page = readNumberedPage(args);
  const rows = await database.jointPlan.findMany({
    where: page.after === null ? where : { AND: [where, { seq: { lt: page.after } }] },
    orderBy: { seq: 'desc' },
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    (plan) => String(plan.seq),
    () => database.jointPlan.count({ where, take: MOST_COUNTED }),
  );
}

/** A page of visits by their window's first day, then id: the soonest first. */
export async function visitsByWindow(
  database: Database,
  where: Prisma.VisitWhereInput,
  args: PageArguments,
): Promise<Connection<Visit>> {
  const page = readPage(args);
  const { day, id } = readPlace(page.after);
  // That windows begin on this day or later is said once more, for the index.
  const rest: Prisma.VisitWhereInput = {
    windowFirst: { gte: day },
    OR: [{ windowFirst: { gt: day } }, { id: { gt: id } }],
  };
  const rows = await database.visit.findMany({
    where: page.after === null ? where : { AND: [where, rest] },
    orderBy: [{ windowFirst: 'asc' }, { id: 'asc' }],
    take: page.first + 1,
  });
  return connection(rows, page, placeOf, () => database.visit.count({ where, take: MOST_COUNTED }));
}

/** A page of the ledger, or of the steps done to one thing, newest first. */
export async function ledgerConnection(
  database: Database,
  target: string | null,
  args: PageArguments,
): Promise<Connection<LedgerEntry>> {
  const page = readNumberedPage(args);
  const of = target === null ? {} : { target };
  const rows = await database.ledgerEntry.findMany({
    where: page.after === null ? of : { ...of, seq: { lt: page.after } },
    orderBy: { seq: 'desc' },
    take: page.first + 1,
  });
  // Steps are numbered from 1 without a gap, and none goes: the last one's number says how many there are.
  const count = async (): Promise<number> => {
    if (target !== null) return await database.ledgerEntry.count({ where: of });
    const last = await database.ledgerEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
    return last?.seq ?? 0;
  };
  return connection(rows, page, (entry) => String(entry.seq), count);
}
