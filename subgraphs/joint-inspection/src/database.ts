import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.js';

export type { Prisma } from './generated/client.js';

/** The joint subgraph's database. */
export type Database = PrismaClient;

/** Prisma's folder of this package; the same from src and from dist. */
export const prismaFolder = new URL('../prisma/', import.meta.url);

/** Opens the database; connections are made as needed. */
export function openDatabase(databaseUrl: string): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 10 }) });
}
