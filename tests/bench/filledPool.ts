import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Client } from 'pg';
import type { GatewayAddress } from '../e2e/ask.js';

/** Indexes of the pool that no constraint needs. */
const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE tablename = 'pool_entry' AND indexname NOT IN (SELECT conname FROM pg_constraint)`;

/**
 * Fills a department's pool straight in its database (mutations would take an hour for a million entries), and leaves it as it
 * is after some days of work: its indexes made, analysed, written to disk.
 */
export async function filledPool(
  { dataDir }: Pick<GatewayAddress, 'dataDir'>,
  department: string,
  fill: (client: Client) => Promise<void>,
): Promise<void> {
  const settings = parseEnv(await readFile(join(dataDir, 'run', `${department}.env`), 'utf8'));
  const client = new Client({ connectionString: settings.DATABASE_URL ?? '' });
  // Whatever ends the connection also fails the query at hand.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(INDEXES);
    // Sorted once they are faster than row by row.
    for (const { name } of indexes) await client.query(`DROP INDEX ${client.escapeIdentifier(name)}`);
    await fill(client);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('VACUUM (ANALYZE) pool_entry');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}
