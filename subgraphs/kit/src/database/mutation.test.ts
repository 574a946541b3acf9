import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../identity/viewer.js';
import { type MigratedDatabase, migratedDatabase } from './departmentTables.fixture.js';
import { type MutationRequest, runMutation } from './mutation.js';

const li: Viewer = { role: 'officer', sub: 'li', department: 'water' };
const wang: Viewer = { role: 'officer', sub: 'wang', department: 'water' };
const NOW = new Date('2026-03-01T08:00:00Z');

let database: MigratedDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.close());

const requestOf = (key: string | null, more: Partial<MutationRequest> = {}): MutationRequest => ({
  viewer: li,
  name: 'save',
  input: { rows: [{ b: 1, a: 2 }] },
  idempotencyKey: key,
  now: NOW,
  ...more,
});

/** Runs a mutation and says how often its work ran. */
async function run(request: MutationRequest, step = true): Promise<{ runs: number; response: unknown }> {
  let runs = 0;
  const response = await runMutation(database, request, async () => {
    runs += 1;
    return { response: { n: runs }, step: step ? { action: 'test.save', target: 'water', detail: null } : null };
  });
  return { runs, response };
}

async function ledgerLength(): Promise<number> {
  return (await database.pool.query('SELECT 1 FROM ledger_entry')).rowCount ?? 0;
}

it('writes one entry on the ledger, and none where nothing changed', async () => {
  const before = await ledgerLength();
  await run(requestOf(null));
  await run(requestOf(null), false);
  expect(await ledgerLength()).toBe(before + 1);
});

it('answers a repeated key with the first answer, without running again', async () => {
  const before = await ledgerLength();
  expect(await run(requestOf('repeat'))).toEqual({ runs: 1, response: { n: 1 } });
  const sameInAnotherOrder = requestOf('repeat', { input: { rows: [{ a: 2, b: 1 }] } });
  expect(await run(sameInAnotherOrder)).toEqual({ runs: 0, response: { n: 1 } });
  expect(await ledgerLength()).toBe(before + 1);
});

it('refuses a key that stands for another request; a key is its actor’s own', async () => {
  await run(requestOf('taken'));
  for (const other of [{ input: { rows: [] } }, { name: 'withdraw' }]) {
    await expect(run(requestOf('taken', other))).rejects.toMatchObject({ code: 'OV_KIT_KEY_REUSED' });
  }
  expect((await run(requestOf('taken', { viewer: wang, input: {} }))).runs).toBe(1);
});

it('runs once however many ask with one key at the same time', async () => {
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => run(requestOf('together'))));
  expect(outcomes.map(({ runs }) => runs).reduce((sum, runs) => sum + runs)).toBe(1);
  for (const { response } of outcomes) expect(response).toEqual({ n: 1 });
});

it('leaves nothing behind where the work fails, and the key free', async () => {
  const before = await ledgerLength();
  const failing = runMutation(database, requestOf('fails'), async (tx) => {
    await tx.$executeRawUnsafe(`INSERT INTO recusal (inspector_id, subject_id, reason) VALUES ('nobody', 's', 'r')`);
    return { response: null, step: null };
  });
  await expect(failing).rejects.toThrow();
  expect(await ledgerLength()).toBe(before);
  expect((await run(requestOf('fails'))).runs).toBe(1);
});

it.each(['', 'x'.repeat(201), 'a\0b', 'a\nb'])('refuses the key %j', async (key) => {
  await expect(run(requestOf(key))).rejects.toMatchObject({ code: 'OV_KIT_BAD_KEY' });
});
