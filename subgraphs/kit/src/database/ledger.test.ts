import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MigratedDatabase, migratedDatabase } from './departmentTables.fixture.js';
import { appendLedger, checkLedger, LEDGER_ORIGIN, type LedgerRow } from './ledger.js';

let database: MigratedDatabase;

beforeEach(async () => {
  database = await migratedDatabase();
});
afterEach(() => database.close());

const NOW = new Date('2026-03-01T08:00:00.123Z');

const append = (target: string, detail: unknown = null) =>
  database.$transaction(
    (tx) => appendLedger(tx, { actor: 'officer:water:li', action: 'test.step', target, detail }, NOW),
    { maxWait: 1000, timeout: 1000 },
  );

async function storedRows(): Promise<LedgerRow[]> {
  const { rows } = await database.pool.query<LedgerRow>(
    'SELECT seq, at, actor, action, target, detail, prev_hash AS "prevHash", hash FROM ledger_entry ORDER BY seq',
  );
  return rows;
}

async function* inPagesOf(size: number, rows: readonly LedgerRow[]): AsyncGenerator<readonly LedgerRow[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

it('chains each entry to the one before, from the origin, with its detail as canonical JSON', async () => {
  const first = await append('a', { z: 1, a: '中' });
  const second = await append('b');
  expect(first).toMatchObject({ seq: 1, prevHash: LEDGER_ORIGIN, detail: '{"a":"中","z":1}' });
  expect(second).toMatchObject({ seq: 2, prevHash: first.hash, detail: 'null' });
  expect(await storedRows()).toEqual([first, second]);
});

it('stays one chain under concurrent writers', async () => {
  await Promise.all(Array.from({ length: 24 }, (_, index) => append(`concurrent-${index}`)));
  const rows = await storedRows();
  expect(rows).toHaveLength(24);
  expect(await checkLedger(inPagesOf(5, rows))).toEqual({ intact: true, entries: 24, firstBroken: null });
});

it('holds nothing of a transaction that fails', async () => {
  const before = await append('a');
  const failing = database.$transaction(
    async (tx) => {
      await appendLedger(tx, { actor: 'a', action: 'b', target: 'c', detail: null }, NOW);
      throw new Error('no');
    },
    { maxWait: 1000, timeout: 1000 },
  );
  await expect(failing).rejects.toThrow('no');
  expect(await storedRows()).toEqual([before]);
});

it.each([`UPDATE ledger_entry SET actor = 'someone else'`, 'DELETE FROM ledger_entry', 'TRUNCATE ledger_entry'])(
  'refuses %s',
  async (statement) => {
    await expect(database.pool.query(statement)).rejects.toThrow('the ledger is append-only');
  },
);

it('finds what was tampered with', async () => {
  for (const target of ['a', 'b', 'c', 'd', 'e']) await append(target);
  const rows = await storedRows();
  const third = rows[2] as LedgerRow;
  const tampered: [string, LedgerRow[]][] = [
    ['a text', rows.with(2, { ...third, actor: 'officer:water:wang' })],
    ['a time', rows.with(2, { ...third, at: new Date(NOW.getTime() + 1) })],
    ['an entry left out', rows.toSpliced(2, 1)],
    ['two exchanged', rows.with(2, rows[3] as LedgerRow).with(3, third)],
  ];
  for (const [what, changed] of tampered) {
    expect(await checkLedger(inPagesOf(4, changed)), what).toEqual({ intact: false, entries: 2, firstBroken: 3 });
  }
  expect(await checkLedger(inPagesOf(4, []))).toEqual({ intact: true, entries: 0, firstBroken: null });
});
