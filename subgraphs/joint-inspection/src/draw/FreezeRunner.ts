import type { FastifyBaseLogger } from 'fastify';
import type { Database, Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { freezeRosters, stopReason } from './freeze.js';
import type { FreezeProgress } from './progress.js';

/** Progress is written down at most this often. */
const REPORT_EVERY_MS = 500;

/**
 * Runs freezes as jobs of this process: one a draw, followed through its row, resumed when the process starts again.
 */
export class FreezeRunner {
  readonly #database: Database;
  readonly #departments: Departments;
  readonly #clock: () => Date;
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  #log: FastifyBaseLogger | undefined;

  constructor(database: Database, departments: Departments, clock: () => Date) {
    this.#database = database;
    this.#departments = departments;
    this.#clock = clock;
  }

  /** Resumes every freeze that an earlier process left unfinished. */
  async resume(log: FastifyBaseLogger): Promise<void> {
    this.#log = log;
    const unfinished = await this.#database.draw.findMany({ where: { phase: 'FREEZING' }, select: { id: true } });
    for (const { id } of unfinished) this.start(id);
  }

  /** Starts a draw's freeze, unless it runs already. The draw must be FREEZING. */
  start(drawId: string): void {
    if (this.#running.has(drawId)) return;
    const abort = new AbortController();
    const done = this.#run(drawId, abort.signal)
      .catch((cause: unknown) => this.#log?.error({ err: cause, drawId }, 'freeze could not be recorded'))
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

  async #run(drawId: string, signal: AbortSignal): Promise<void> {
    let writing = Promise.resolve();
    let written = 0;
    const report = (progress: FreezeProgress): void => {
      const now = Date.now();
      if (now - written < REPORT_EVERY_MS) return;
      written = now;
      writing = writing.then(() => this.#write(drawId, progress));
    };
    try {
      const draw = await this.#database.draw.findUniqueOrThrow({ where: { id: drawId } });
      const work = { database: this.#database, departments: this.#departments, clock: this.#clock, report, signal };
      await freezeRosters(work, draw);
    } catch (cause) {
      if (signal.aborted) return;
      this.#log?.warn({ err: cause, drawId }, 'freeze stopped');
      await writing;
      const draw = await this.#database.draw.findUniqueOrThrow({ where: { id: drawId } });
      const progress = draw.progress as unknown as FreezeProgress;
      await this.#write(drawId, { ...progress, error: stopReason(cause) });
    } finally {
      await writing;
    }
  }

  /** Writes progress down while the draw is still freezing. */
  async #write(drawId: string, progress: FreezeProgress): Promise<void> {
    await this.#database.draw.updateMany({
      where: { id: drawId, phase: 'FREEZING' },
      data: { progress: progress as unknown as Prisma.InputJsonObject },
    });
  }
}
