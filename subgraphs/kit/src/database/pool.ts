import { Pool } from 'pg';

/** Most connections of one process to its database. */
const MOST_CONNECTIONS = 10;

/** A database that does not take a connection within this time is away. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens a pool of connections; they are made as needed. Prisma and plain SQL share it. */
export function openPool(databaseUrl: string): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // An idle connection that the database ends (a restart) leaves the pool by itself, and the next query opens another
  // or says why it cannot; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Resolves if the database answers. Goes round Prisma on purpose: its query compiler is loaded by the first query, and
 * a process that only reports ready need not pay for that.
 */
export async function pingDatabase(pool: Pool): Promise<void> {
  await pool.query('SELECT 1');
}
