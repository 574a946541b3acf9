import type { Database } from '../database.js';

/** The number of the ledger's last step; 0: there is none. */
export async function lastStep(database: Pick<Database, 'ledgerEntry'>): Promise<number> {
  // Prisma's `_max` reads the whole table.
  const last = await database.ledgerEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
  return last?.seq ?? 0;
}
