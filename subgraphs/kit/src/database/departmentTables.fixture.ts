import { type FreshDatabase, freshDatabase } from '@onevisit/tests/freshDatabase';
import type { Pool, PoolClient } from 'pg';
import type { SqlTransaction } from './ledger.js';
import type { TransactionalDatabase } from './mutation.js';
import { openPool } from './pool.js';

/** A migrated database, with transactions in plain SQL on several connections. */
export interface MigratedDatabase extends TransactionalDatabase<SqlTransaction> {
  readonly url: string;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Makes a database of the test's own: the ledger and the idempotency keys stand in every subgraph's datamodel. */
export async function migratedDatabase(): Promise<MigratedDatabase> {
  const database: FreshDatabase = await freshDatabase('department');
  const pool = openPool(database.url);
  return {
    url: database.url,
    pool,
    $transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(transactionOn(client));
        await client.query('COMMIT');
        return result;
      } catch (cause) {
        await client.query('ROLLBACK');
        throw cause;
      } finally {
        client.release();
      }
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

function transactionOn(client: PoolClient): SqlTransaction {
  return {
    $queryRawUnsafe: async <Rows>(query: string, ...values: unknown[]) =>
      (await client.query(query, values)).rows as Rows,
    $executeRawUnsafe: async (query, ...values) => (await client.query(query, values)).rowCount ?? 0,
  };
}
