import { OneVisitError } from '@onevisit/kit';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Database, Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { freezeRosters } from './freeze.js';
import type { FreezeProgress } from './progress.js';
import { withFreezeLock } from './withFreezeLock.js';

/** Progress is written down at most this often. */
const REPORT_EVERY_MS = 500;

/**
 * Runs freezes as jobs of this process: one a draw, followed through its row, resumed when the process starts again.
 * Of several processes one runs a draw's freeze; the others wait, and take over if it dies.
 */
export class FreezeRunner {
  readonly #database: Database;
  readonly #locks: Pool;
  readonly #departments: Departments;
  readonly #clock: () => Date;
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();

  /** @param locks connections for the locks of freezes alone; they stay the caller's to end */
  constructor(database: Database, locks: Pool, departments: Departments, clock: () => Date) {
    this.#database = database;
    this.#locks = locks;
    this.#departments = departments;
    this.#clock = clock;
  }

  /** Resumes every freeze that an earlier process left unfinished. */
  async resume(log: FastifyBaseLogger): Promise<void> {
    // Plain SQL: Prisma's query compiler is loaded by its first query, which need not be a part of every start.
    const unfinished = await this.#locks.query<{ id: string }>(`SELECT id FROM draw WHERE phase = 'FREEZING'`);
    for (const { id } of unfinished.rows) this.start(id, log);
  }

  /** Starts a draw's freeze, unless it runs already. The draw must be FREEZING. */
  start(drawId: string, log: FastifyBaseLogger): void {
    if (this.#running.has(drawId)) return;
    const abort = new AbortController();
    const done = withFreezeLock(this.#locks, drawId, abort, () => this.#run(drawId, abort, log))
      .catch((cause: unknown) => {
        if (!abort.signal.aborted) log.error({ err: cause, drawId }, 'freeze could not be run');
      })
      .finally(() => this.#running.delete(drawId));
    this.#running.set(drawId, { abort, done });
  }

  /** Stops a draw's freeze, if it runs, and waits for its end; what was stored stays. */
  async stop(drawId: string): Promise<void> {
    const job = this.#running.get(drawId);
    job?.abort.abort();
    await job?.done;
  }

  /** Stops all freezes. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((drawId) => this.stop(drawId)));
  }

  async #run(drawId: string, abort: AbortController, log: FastifyBaseLogger): Promise<void> {
    const draw = await this.#database.draw.findUniqueOrThrow({ where: { id: drawId } });
    let latest = draw.progress as unknown as FreezeProgress;
    // Another process had the lock before, and came to an end.
    if (draw.phase !== 'FREEZING' || latest.error !== null) return;
    let written = Number.NEGATIVE_INFINITY;
    let writing = Promise.resolve();
    const report = (progress: FreezeProgress): void => {
      latest = progress;
      const now = performance.now();
      if (now - written < REPORT_EVERY_MS) return;
      written = now;
      writing = writing.then(async () => {
        // A draw that is not FREEZING any more was voided through another process.
        if (!(await this.#write(drawId, progress, log))) abort.abort();
      });
    };
    try {
      const { signal } = abort;
      const work = { database: this.#database, departments: this.#departments, clock: this.#clock, report, signal };
      await freezeRosters(work, draw);
    } catch (cause) {
      await writing;
      if (abort.signal.aborted) return;
      log.warn({ err: cause, drawId }, 'freeze stopped');
      await this.#write(drawId, { ...latest, error: stopReason(cause) }, log);
    } finally {
      await writing;
    }
  }

  /**
   * Writes progress down. Failing to does not stop a freeze: if the database stays away, storing the next page does.
   * @returns whether the draw is still freezing, as far as is known
   */
  async #write(drawId: string, progress: FreezeProgress, log: FastifyBaseLogger): Promise<boolean> {
    try {
      const { count } = await this.#database.draw.updateMany({
        where: { id: drawId, phase: 'FREEZING' },
        data: { progress: progress as unknown as Prisma.InputJsonObject },
      });
      return count > 0;
    } catch (cause) {
      log.warn({ err: cause, drawId }, 'progress of a freeze could not be written');
      return true;
    }
  }
}

/** What may be told of why a freeze stopped. */
function stopReason(cause: unknown): string {
  if (cause instanceof AggregateError) return [...new Set(cause.errors.map(stopReason))].join(' ');
  if (cause instanceof OneVisitError) return cause.message;
  return '内部错误，见日志。 Internal error, see the log.';
}
