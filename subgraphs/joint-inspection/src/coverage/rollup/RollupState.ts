import type { Database, Prisma } from '../../database.js';

/** How far the rollups are: the same for whichever process asks. */
export interface RollupState {
  /** The last step of the ledger that the figures hold. */
  readonly seq: number;
  /** Steps that they do not hold yet. */
  readonly behind: number;
  readonly rebuiltAt: Date | null;
  /** Whether a rebuild is asked for that has not ended. */
  readonly rebuilding: boolean;
  /** The last rebuild that was asked for. */
  readonly rebuild: Rebuild | null;
}

/** Figures made anew from the whole ledger. */
export interface Rebuild {
  readonly askedAt: Date;
  /** When a process began, last; null: none has yet. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The last step of the ledger that it has followed. */
  readonly seq: number;
  /** Code of why it failed. */
  readonly error: string | null;
}

interface Row extends Omit<Rebuild, 'askedAt' | 'seq'> {
  readonly seq: number;
  readonly last: number;
  readonly rebuiltAt: Date | null;
  readonly askedAt: Date | null;
  readonly followed: number;
}

/** Reads how far the rollups are, as of one moment. */
export async function rollupState(database: Pick<Database, '$queryRaw'>): Promise<RollupState> {
  const [row] = await database.$queryRaw<Row[]>`
    SELECT kept.seq, kept.rebuilt_at AS "rebuiltAt", COALESCE((SELECT max(seq) FROM ledger_entry), 0) AS last,
      rebuild.asked_at AS "askedAt", rebuild.started_at AS "startedAt", rebuild.ended_at AS "endedAt",
      rebuild.seq AS followed, rebuild.error
    FROM coverage_cursor AS kept LEFT JOIN coverage_rebuild AS rebuild ON true`;
  if (row === undefined) throw new Error('coverage_cursor has no row');
  const { seq, last, rebuiltAt, askedAt, startedAt, endedAt, followed, error } = row;
  return {
    seq,
    behind: Math.max(0, last - seq),
    rebuiltAt,
    rebuilding: askedAt !== null && endedAt === null,
    rebuild: askedAt === null ? null : { askedAt, startedAt, endedAt, seq: followed, error },
  };
}

/** Asks for a rebuild of whichever process follows next; one that has not ended yet will do. */
export async function askRebuild(tx: Pick<Prisma.TransactionClient, '$executeRaw'>, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO coverage_rebuild AS last (asked_at) VALUES (${now})
    ON CONFLICT (id) DO UPDATE SET asked_at = EXCLUDED.asked_at, started_at = NULL, ended_at = NULL, seq = 0, error = NULL
    WHERE last.ended_at IS NOT NULL`;
}
