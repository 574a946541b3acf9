import { LEDGER_ORIGIN, type LedgerRow, ledgerHash } from '@onevisit/kit';
import type { Client } from 'pg';

/** A step to put on the ledger. */
export interface BenchStep {
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
}

/** Rows of a statement. */
const BATCH = 5_000;

const AT = new Date('2026-10-01T04:00:00.000Z');

const INSERT = `
  INSERT INTO ledger_entry (seq, at, actor, action, target, detail, prev_hash, hash)
  SELECT seq, $1, 'service:bench', action, target, detail, previous, hash
  FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS row(seq, action, target, detail, previous, hash)`;

/** Puts steps at the end of the ledger, each hashed over the one before, as acts do. */
export async function appendSteps(client: Client, steps: Iterable<BenchStep>): Promise<void> {
  const { rows: ends } = await client.query<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
  );
  let { seq, hash } = ends[0] ?? { seq: 0, hash: LEDGER_ORIGIN };
  let rows: LedgerRow[] = [];
  for (const { action, target, detail } of steps) {
    seq += 1;
    const unsigned = {
      seq,
      at: AT,
      actor: 'service:bench',
      action,
      target,
      detail: JSON.stringify(detail),
      prevHash: hash,
    };
    hash = ledgerHash(unsigned);
    rows.push({ ...unsigned, hash });
    if (rows.length < BATCH) continue;
    await insert(client, rows);
    rows = [];
  }
  await insert(client, rows);
}

async function insert(client: Client, rows: readonly LedgerRow[]): Promise<void> {
  await client.query(INSERT, [
    AT,
    rows.map(({ seq }) => seq),
    rows.map(({ action }) => action),
    rows.map(({ target }) => target),
    rows.map(({ detail }) => detail),
    rows.map(({ prevHash }) => prevHash),
    rows.map(({ hash }) => hash),
  ]);
}
