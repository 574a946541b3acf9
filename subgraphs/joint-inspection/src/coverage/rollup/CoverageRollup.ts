import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Database, Prisma } from '../../database.js';
import { lastStep } from '../../lists/lastStep.js';
import type { Following } from './drawSteps.js';
import { Figures } from './Figures.js';
import { followSteps } from './followSteps.js';
import { keepFigures } from './keepFigures.js';

/** Steps looked at at once. */
const BATCH = 2_000;

/** Whoever is far behind keeps figures after so many of them, rather than after each batch. */
const MOST_FIGURES = 200_000;

/** A draw, or a rebuild, takes long. */
const FOLLOW = { maxWait: 10_000, timeout: 3_600_000 } as const;

/** How far the rollups are. */
export interface RollupState {
  /** The last step of the ledger that the figures hold. */
  readonly seq: number;
  /** Steps that they do not hold yet. */
  readonly behind: number;
  readonly rebuiltAt: Date | null;
  /** Whether this process is making them anew. */
  readonly rebuilding: boolean;
}

/**
 * Keeps the rollups of coverage and indicators: follows the ledger from a cursor, each step exactly once and in order, as the cursor moves in
 * the transaction of the figures. Steps stand on the ledger in the order in which they were committed. Of several processes one follows at a time.
 */
export class CoverageRollup {
  readonly #database: Database;
  readonly #clock: () => Date;
  readonly #stop = new AbortController();
  #working: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();
  #rebuilding = false;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Follows from now on, until `close`. @param everyMs how often it is looked whether the ledger has grown */
  start(log: FastifyBaseLogger, everyMs: number): void {
    this.#looking = this.#look(log, everyMs);
  }

  /** Stops; what has not been kept then is followed by whoever is next. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([this.#looking, this.#working]);
  }

  /** Follows the ledger to its end. */
  async follow(): Promise<void> {
    await this.#next(async () => {
      while (!this.#stop.signal.aborted && (await this.#behind()) > 0) {
        await this.#database.$transaction((tx) => this.#followSome(tx), FOLLOW);
      }
    });
  }

  /**
   * Follows the ledger, but waits no longer than that, nor for a rebuild, nor for what fails (which is logged by whoever follows for good): figures then are of
   * the step that their state names.
   */
  async followWithin(milliseconds: number): Promise<void> {
    if (this.#rebuilding || (await this.#behind()) === 0) return;
    const waited = new AbortController();
    const timeout = delay(milliseconds, undefined, { signal: waited.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.follow().catch(() => undefined), timeout]);
    waited.abort();
  }

  /** Begins to make all figures anew, unless that is being done. */
  startRebuild(log: FastifyBaseLogger): void {
    if (this.#rebuilding) return;
    this.rebuild().catch((cause: unknown) => {
      if (!this.#stop.signal.aborted) log.error({ err: cause }, 'rollups of coverage could not be rebuilt');
    });
  }

  /** Makes all figures anew from the ledger, in one transaction: until it commits, the old ones are read. */
  async rebuild(): Promise<void> {
    this.#rebuilding = true;
    try {
      await this.#next(() => this.#database.$transaction((tx) => this.#rebuild(tx), FOLLOW));
    } finally {
      this.#rebuilding = false;
    }
  }

  async state(): Promise<RollupState> {
    const cursor = await this.#database.coverageCursor.findUniqueOrThrow({ where: { id: 1 } });
    const last = await lastStep(this.#database);
    const { seq, rebuiltAt } = cursor;
    return { seq, behind: Math.max(0, last - seq), rebuiltAt, rebuilding: this.#rebuilding };
  }

  async #look(log: FastifyBaseLogger, everyMs: number): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await delay(everyMs, undefined, { signal, ref: false });
        await this.follow();
      } catch (cause) {
        if (!signal.aborted) log.error({ err: cause }, 'rollups of coverage could not follow the ledger');
      }
    }
  }

  /** One after the other. */
  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  async #behind(): Promise<number> {
    return (await this.state()).behind;
  }

  async #followSome(tx: Prisma.TransactionClient): Promise<void> {
    const seq = await this.#followFrom(tx, await lockCursor(tx));
    await tx.coverageCursor.update({ where: { id: 1 }, data: { seq, at: this.#clock() } });
  }

  async #rebuild(tx: Prisma.TransactionClient): Promise<void> {
    await lockCursor(tx);
    for (const table of ['coverage_count', 'coverage_tally', 'coverage_due', 'coverage_visit', 'coverage_draw']) {
      await tx.$executeRawUnsafe(`DELETE FROM ${table}`);
    }
    const upTo = await lastStep(tx);
    let seq = 0;
    while (seq < upTo) seq = await this.#followFrom(tx, seq);
    const now = this.#clock();
    await tx.coverageCursor.update({ where: { id: 1 }, data: { seq, at: now, rebuiltAt: now } });
  }

  /** Follows the steps after one, until there are none or so many figures to keep, and keeps these. @returns the last of them */
  async #followFrom(tx: Prisma.TransactionClient, after: number): Promise<number> {
    const following: Following = { tx, figures: new Figures(), draws: new Map(), signal: this.#stop.signal };
    let seq = after;
    for (let last = -1; last !== seq && following.figures.size < MOST_FIGURES; ) {
      this.#stop.signal.throwIfAborted();
      last = seq;
      seq = await followAfter(following, seq);
    }
    await keepFigures(tx, following.figures);
    return seq;
  }
}

/** Follows the steps after one, as many as are taken at once. @returns the last of them */
async function followAfter(following: Following, seq: number): Promise<number> {
  const entries = await following.tx.ledgerEntry.findMany({
    where: { seq: { gt: seq } },
    orderBy: { seq: 'asc' },
    take: BATCH,
  });
  await followSteps(following, entries);
  return entries.at(-1)?.seq ?? seq;
}

/** Waits for whoever follows the ledger. @returns the last step that the figures hold */
async function lockCursor(tx: Prisma.TransactionClient): Promise<number> {
  const [cursor] = await tx.$queryRaw<{ seq: number }[]>`SELECT seq FROM coverage_cursor WHERE id = 1 FOR UPDATE`;
  if (cursor === undefined) throw new Error('coverage_cursor has no row');
  return cursor.seq;
}
