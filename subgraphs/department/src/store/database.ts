import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { type Prisma, PrismaClient } from '../generated/client.js';

export type { Prisma } from '../generated/client.js';

/** A department's database. */
export type Database = PrismaClient;

/** Prisma's folder of this package; the same from src and from dist. */
export const prismaFolder = new URL('../../prisma/', import.meta.url);

/** A department's lists; two that change one of them take turns. */
const LISTS = { items: 1, inspectors: 2, tasks: 3 } as const;

/** Namespace of the locks of lists among all advisory locks; the number is arbitrary but fixed. */
const LIST_LOCKS = 7_350_042;

/**
 * Waits until no other transaction changes a list, and holds it to the end of this one: what a save reads first then
 * still stands when it writes.
 */
export async function lockList(tx: Prisma.TransactionClient, list: keyof typeof LISTS): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LIST_LOCKS}::int, ${LISTS[list]}::int)`;
}

/**
 * A text that stands for itself in a filter of Prisma's that becomes LIKE (`contains`, `startsWith`), which takes % and
 * _ as they come.
 */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Prisma on a pool of connections, which stays the caller's to end. */
export function openDatabase(pool: Pool): Database {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
