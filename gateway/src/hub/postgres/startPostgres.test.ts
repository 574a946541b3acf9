import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureDatabases } from '../databases.js';
import { startPostgres } from './startPostgres.js';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onevisit-'));
  await chmod(dataDir, 0o755);
});
afterAll(() => rm(dataDir, { recursive: true }));

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function databaseOf(url: string): Promise<string> {
  const urls = await ensureDatabases(['water'], { server: async () => url, source: 'PostgreSQL', env: {} });
  return urls.get('water') ?? '';
}

describe('startPostgres', () => {
  it('keeps data from one start to the next, in bytewise order', async () => {
    const first = await startPostgres(dataDir, () => undefined);
    const database = await databaseOf(first.url);
    await ask(database, `CREATE TABLE t AS SELECT unnest(ARRAY['b', 'B', '中', 'a']) AS v`);
    await first.close();
    const second = await startPostgres(dataDir, () => undefined);
    const rows = await ask(await databaseOf(second.url), 'SELECT v FROM t ORDER BY v');
    expect(rows).toEqual([{ v: 'B' }, { v: 'a' }, { v: 'b' }, { v: '中' }]);
    await second.close();
  });

  it('lets nobody in without the password', async () => {
    const server = await startPostgres(dataDir, () => undefined);
    const url = new URL(server.url);
    url.password = 'wrong';
    await expect(ask(`${url.href}/postgres`, 'SELECT 1')).rejects.toThrow(/password/);
    await server.close();
  });

  it('starts although a server that a killed hub left behind still runs', async () => {
    const orphan = await startPostgres(dataDir, () => undefined);
    const next = await startPostgres(dataDir, () => undefined);
    expect(await ask(await databaseOf(next.url), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(ask(`${orphan.url}/postgres`, 'SELECT 1')).rejects.toThrow();
    await next.close();
  });

  it('starts after it was killed, and where the process id of the killed one belongs to another program', async () => {
    const killed = await startPostgres(dataDir, () => undefined);
    await ask(await databaseOf(killed.url), 'CREATE TABLE kept AS SELECT generate_series(1, 4)');
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    const record = await readFile(file, 'utf8');
    process.kill(Number(record.split('\n')[0]), 'SIGKILL');
    await killed.close();
    await writeFile(file, record.replace(/^\d+/, String(process.pid)));
    const next = await startPostgres(dataDir, () => undefined);
    expect(await ask(await databaseOf(next.url), 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 4 }]);
    await next.close();
  });
});
