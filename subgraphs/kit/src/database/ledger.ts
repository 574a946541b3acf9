import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What every Prisma client's transaction offers for plain SQL. */
export interface SqlTransaction {
  $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): Promise<Rows>;
  $executeRawUnsafe(query: string, ...values: unknown[]): Promise<number>;
}

/** A step to write on the ledger. */
export interface LedgerStep {
  /** Who; see `actorOf`. */
  readonly actor: string;
  /** What was done, such as `pool.save`. */
  readonly action: string;
  /** To what: an id. */
  readonly target: string;
  /** What came of it: any JSON value, kept canonically (RFC 8785). */
  readonly detail: unknown;
}

/** A step as it stands on the ledger. */
export interface LedgerRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** What stands for the entry before the first. */
export const LEDGER_ORIGIN = '0'.repeat(64);

/** Serialises writers of one database's ledger until their transaction ends; the number is arbitrary but fixed. */
const LEDGER_LOCK = 7_350_041;

/** SHA-256 over the fields of an entry joined by U+001F, `prevHash` first; hex. */
export function ledgerHash(row: Omit<LedgerRow, 'hash'>): string {
  const fields = [row.prevHash, row.seq, row.at.toISOString(), row.actor, row.action, row.target, row.detail];
  return createHash('sha256').update(fields.join('\u001f')).digest('hex');
}

/**
 * Appends a step to the ledger within a transaction: it stands there if and only if the transaction commits. Take it
 * as the last statement of a transaction, since other writers wait from here to its end.
 */
export async function appendLedger(tx: SqlTransaction, step: LedgerStep, now: Date): Promise<LedgerRow> {
  await tx.$executeRawUnsafe('SELECT pg_advisory_xact_lock($1)', LEDGER_LOCK);
  const last = await tx.$queryRawUnsafe<{ seq: number; hash: string }[]>(
    'SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
  );
  const unsigned = {
    seq: (last[0]?.seq ?? 0) + 1,
    at: now,
    actor: step.actor,
    action: step.action,
    target: step.target,
    detail: canonicalize(step.detail ?? null) ?? 'null',
    prevHash: last[0]?.hash ?? LEDGER_ORIGIN,
  };
  const row: LedgerRow = { ...unsigned, hash: ledgerHash(unsigned) };
  await tx.$executeRawUnsafe(
    `INSERT INTO ledger_entry (seq, at, actor, action, target, detail, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    row.seq,
    row.at,
    row.actor,
    row.action,
    row.target,
    row.detail,
    row.prevHash,
    row.hash,
  );
  return row;
}

/** What a check of a ledger found. */
export interface LedgerCheck {
  readonly intact: boolean;
  readonly entries: number;
  /** Place of the first entry that does not follow from the one before; null if intact. */
  readonly firstBroken: number | null;
}

/** Checks rows, given in order from the first in pages, against the chain of hashes. */
export async function checkLedger(pages: AsyncIterable<readonly LedgerRow[]>): Promise<LedgerCheck> {
  let entries = 0;
  let prevHash = LEDGER_ORIGIN;
  for await (const page of pages) {
    for (const row of page) {
      if (row.seq !== entries + 1 || row.prevHash !== prevHash || row.hash !== ledgerHash(row)) {
        return { intact: false, entries, firstBroken: entries + 1 };
      }
      entries += 1;
      prevHash = row.hash;
    }
  }
  return { intact: true, entries, firstBroken: null };
}
