import { type Connection, connection, type PageArguments, readNumberedPage, readPage } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { JointPlan, LedgerEntry, Visit } from '../generated/client.js';

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
    () => database.jointPlan.count({ where }),
  );
}

/** A page of a draw's visits, bytewise by key. */
export async function visitsByKey(
  database: Database,
  where: Prisma.VisitWhereInput,
  args: PageArguments,
): Promise<Connection<Visit>> {
  const page = readPage(args);
  const rows = await database.visit.findMany({
    where: page.after === null ? where : { AND: [where, { key: { gt: page.after } }] },
    orderBy: { key: 'asc' },
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    (visit) => visit.key,
    () => database.visit.count({ where }),
  );
}

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** A page of visits by their window's first day, then id; the latest first, or the soonest. */
export async function visitsByWindow(
  database: Database,
  where: Prisma.VisitWhereInput,
  args: PageArguments,
  order: 'asc' | 'desc',
): Promise<Connection<Visit>> {
  const page = readPage(args);
  // Day and id; an id may hold blanks of its own.
  const [day, id] = [page.after?.slice(0, DAY_LENGTH) ?? '', page.after?.slice(DAY_LENGTH + 1) ?? ''];
  const beyond = order === 'asc' ? 'gt' : 'lt';
  const rest: Prisma.VisitWhereInput = {
    OR: [{ windowFirst: { [beyond]: day } }, { windowFirst: day, id: { [beyond]: id } }],
  };
  const rows = await database.visit.findMany({
    where: page.after === null ? where : { AND: [where, rest] },
    orderBy: [{ windowFirst: order }, { id: order }],
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    (visit) => `${visit.windowFirst} ${visit.id}`,
    () => database.visit.count({ where }),
  );
}

/** A page of the ledger, newest first. */
export async function ledgerConnection(
  database: Database,
  where: Prisma.LedgerEntryWhereInput,
  args: PageArguments,
): Promise<Connection<LedgerEntry>> {
  const page = readNumberedPage(args);
  const rows = await database.ledgerEntry.findMany({
    where: page.after === null ? where : { AND: [where, { seq: { lt: page.after } }] },
    orderBy: { seq: 'desc' },
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    (entry) => String(entry.seq),
    () => database.ledgerEntry.count({ where }),
  );
}
