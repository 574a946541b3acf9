import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './generated/client.js';

export type { Prisma } from './generated/client.js';

/** The joint subgraph's database. */
export type Database = PrismaClient;

/** Prisma's folder of this package; the same from src and from dist. */
export const prismaFolder = new URL('../prisma/', import.meta.url);

/** Prisma on a pool of connections, which stays the caller's to end. */
export function openDatabase(pool: Pool): Database {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
