import type { Prisma } from '../database.js';

/** Serialises who enters records until their transaction ends; the number is arbitrary but fixed. */
const FEED_LOCK = 7_350_051;

/**
 * Lets nobody else enter records until this transaction ends: places come in the order in which they can be read, so that no reader
 * passes one that is filled later.
 * @returns the last place that is taken; 0 where none is
 */
export async function lockFeed(tx: Prisma.TransactionClient): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FEED_LOCK})`;
  const last = await tx.disclosureRecord.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
  return last?.seq ?? 0;
}
