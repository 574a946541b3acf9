import type { Prisma } from '../database.js';

/** Locks visits until the transaction ends; in the order of their ids, so that nobody waits for whoever waits for them. */
export async function lockVisits(tx: Prisma.TransactionClient, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM visit WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
}
