import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

/** How often a job that waits for another looks whether that has ended. */
const LOOK_EVERY_MS = 1_000;

/**
 * Runs `work` while this job alone, of all processes that share the database, holds the lock of that name; waits for it
 * where another has it. The lock is its connection's: it is free again when the process ends, however that happens.
 * @param pool for locks alone: whoever holds one of its connections needs further ones of another pool to go on
 * @param abort ends the waiting; aborted if the connection, and with it the lock, is lost
 * @param waiting called each time that the lock is another's
 * @throws the abort's reason, or what `work` throws
 */
export async function withJobLock(
  pool: Pool,
  name: string,
  abort: AbortController,
  waiting: () => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  const lose = (cause: Error): void => abort.abort(cause);
  client.on('error', lose);
  try {
    for (;;) {
      const locked = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
        [name],
      );
      if (locked.rows[0]?.mine === true) break;
      await waiting();
      await delay(LOOK_EVERY_MS, undefined, { signal: abort.signal });
    }
    await work();
  } finally {
    client.off('error', lose);
    // Ends the connection instead of unlocking: that cannot fail and leave a lock behind in a pool.
    client.release(true);
  }
}
