import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Database, Prisma } from '../../database.js';
import type { Following } from './drawSteps.js';
import { Figures } from './Figures.js';
import { followSteps } from './followSteps.js';
import { keepFigures } from './keepFigures.js';
import { askRebuild, type RollupState, rollupState } from './RollupState.js';

/** Steps looked at at once. */
const BATCH = 2_000;

/** Whoever is far behind keeps figures after so many of them, rather than after each batch. */
const MOST_FIGURES = 200_000;

/** A draw, or a rebuild, takes long. */
const FOLLOW = { maxWait: 10_000, timeout: 3_600_000 } as const;

/** How soon it is looked again whether another process has followed. */
const LOOK_AGAIN_MS = 50;

/**
 * Keeps the rollups of coverage and indicators: follows the ledger from a cursor, each step exactly once and in order, as the cursor moves in
 * the transaction of the figures. Steps stand on the ledger in the order in which they were committed. Of several processes one follows, or
 * makes all figures anew, at a time: whoever locks the cursor; the others do not wait for it.
 */
export class CoverageRollup {
  readonly #database: Database;
  readonly #clock: () => Date;
  readonly #stop = new AbortController();
  #working: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Follows from now on, until `close`. @param everyMs how often it is looked whether there is something to do */
  start(log: FastifyBaseLogger, everyMs: number): void {
    this.#looking = this.#look(log, everyMs);
  }

  /** Stops; what has not been kept then is followed, or made anew, by whoever is next. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([this.#looking, this.#working]);
  }

  /** Follows the ledger to its end, after a rebuild that is asked for; what another process is at is left to it. */
  async follow(): Promise<void> {
    await this.#next(async () => {
      for (let isTurn = true; isTurn && !this.#stop.signal.aborted; ) {
        const { rebuilding, behind } = await this.state();
        if (!rebuilding && behind === 0) return;
        isTurn = rebuilding ? await this.#makeAnew() : await this.#inTurn((tx, after) => this.#followSome(tx, after));
      }
    });
  }

  /**
   * Has the figures reach the end of the ledger, whichever process follows it, but waits no longer than that, nor for a rebuild, nor for
   * what fails (which is logged by whoever follows for good): figures then are of the step that their state names.
   */
  async followWithin(milliseconds: number): Promise<void> {
    if (!(await this.#isBehind())) return;
    const waited = new AbortController();
    const timeout = delay(milliseconds, undefined, { signal: waited.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.#caughtUp(waited.signal).catch(() => undefined), timeout]);
    waited.abort();
  }

  /** Follows at once rather than when it is next looked. */
  followSoon(log: FastifyBaseLogger): void {
    this.follow().catch((cause: unknown) => this.#logFailure(log, cause));
  }

  /** Makes all figures anew from the ledger, in one transaction: until it commits, the old ones are read. */
  async rebuild(): Promise<void> {
    await askRebuild(this.#database, this.#clock());
    await this.follow();
  }

  async state(): Promise<RollupState> {
    return await rollupState(this.#database);
  }

  async #look(log: FastifyBaseLogger, everyMs: number): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await delay(everyMs, undefined, { signal, ref: false });
        await this.follow();
      } catch (cause) {
        this.#logFailure(log, cause);
      }
    }
  }

  #logFailure(log: FastifyBaseLogger, cause: unknown): void {
    if (!this.#stop.signal.aborted)
      log.error({ err: cause }, 'rollups of coverage could not follow the ledger, or be made anew');
  }

  /** One after the other. */
  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  /** Whether figures are to be waited for: not for those that are being made anew. */
  async #isBehind(): Promise<boolean> {
    const { behind, rebuilding } = await this.state();
    return behind > 0 && !rebuilding;
  }

  async #caughtUp(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.follow();
      if (!(await this.#isBehind())) return;
      await delay(LOOK_AGAIN_MS, undefined, { signal, ref: false });
    }
  }

  /** @returns whether it was done; not, where another process is at it */
  async #inTurn(work: (tx: Prisma.TransactionClient, after: number) => Promise<void>): Promise<boolean> {
    return await this.#database.$transaction(async (tx) => {
      const after = await takeCursor(tx);
      if (after === null) return false;
      await work(tx, after);
      return true;
    }, FOLLOW);
  }

  async #followSome(tx: Prisma.TransactionClient, after: number): Promise<void> {
    const seq = await this.#followFrom(tx, after);
    await tx.coverageCursor.update({ where: { id: 1 }, data: { seq, at: this.#clock() } });
  }

  /** As `#inTurn`. What stops it while this process ends is no failure: whoever is next begins again. */
  async #makeAnew(): Promise<boolean> {
    const startedAt = this.#clock();
    try {
      return await this.#inTurn((tx) => this.#rebuild(tx, startedAt));
    } catch (cause) {
      if (!this.#stop.signal.aborted) {
        await this.#tellOfRebuild({ startedAt }, { endedAt: this.#clock(), error: codeOf(cause) });
      }
      throw cause;
    }
  }

  async #rebuild(tx: Prisma.TransactionClient, startedAt: Date): Promise<void> {
    // Somebody else may have ended it meanwhile.
    if ((await this.#tellOfRebuild({}, { startedAt, seq: 0 })) === 0) return;
    for (const table of ['coverage_count', 'coverage_tally', 'coverage_due', 'coverage_visit', 'coverage_draw']) {
      await tx.$executeRawUnsafe(`DELETE FROM ${table}`);
    }
    let seq = 0;
    for (let last = -1; last !== seq; ) {
      last = seq;
      seq = await this.#followFrom(tx, seq);
      await this.#tellOfRebuild({ startedAt }, { seq });
    }
    const now = this.#clock();
    await tx.coverageCursor.update({ where: { id: 1 }, data: { seq, at: now, rebuiltAt: now } });
    await tx.coverageRebuild.update({ where: { id: 1 }, data: { endedAt: now, seq } });
  }

  /** Tells all processes of the rebuild that has not ended, beside the transaction in which it is done. @returns 0 where there is none */
  async #tellOfRebuild(
    which: Prisma.CoverageRebuildWhereInput,
    data: Prisma.CoverageRebuildUpdateManyMutationInput,
  ): Promise<number> {
    const { count } = await this.#database.coverageRebuild.updateMany({ where: { ...which, endedAt: null }, data });
    return count;
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

/** Locks the cursor for the transaction. @returns the last step that the figures hold; null where somebody else has it */
async function takeCursor(tx: Prisma.TransactionClient): Promise<number | null> {
  const [cursor] = await tx.$queryRaw<{ seq: number }[]>`
    SELECT seq FROM coverage_cursor WHERE id = 1 FOR UPDATE SKIP LOCKED`;
  return cursor?.seq ?? null;
}

/** The code of an error, or else its kind. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'UNKNOWN';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
