import { OneVisitError } from '@onevisit/kit';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { budgetLock } from '../budget/budgetLock.js';
import { CAPPED } from '../budget/LegCap.js';
import type { Database } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import type { Draw, JointPlan } from '../generated/client.js';
import { drawFromRosters } from './drawFromRosters.js';
import { freezeRosters } from './freeze.js';
import type { JobWork } from './jobWork.js';
import { nameSubjects } from './nameSubjects.js';
import { type DrawProgress, kept, progressOf } from './progress.js';
import { withJobLock } from './withJobLock.js';

/** Progress is written down at most this often. */
const REPORT_EVERY_MS = 500;

/** Draws with a long step to do, and drawn ones whose subjects are still being named, as SQL. */
const UNFINISHED = `SELECT id FROM draw
  WHERE phase IN ('FREEZING', 'DRAWING') OR (phase = 'DRAWN' AND progress->>'state' = 'RUNNING')`;

/** What jobs stand on. */
export interface JobsOptions {
  readonly database: Database;
  /** Connections for the locks of jobs alone; they stay the caller's to end. */
  readonly locks: Pool;
  readonly departments: Departments;
  readonly clock: () => Date;
  /** The compiled engine/worker.ts. */
  readonly engineFile: URL;
}

interface RunningJob {
  readonly abort: AbortController;
  readonly done: Promise<void>;
  /** Asked for once more meanwhile: a freeze that has ended but has yet to tidy up must not swallow the drawing. */
  again: boolean;
}

/**
 * Runs the long steps of draws, their freezes and the drawing itself, as jobs of this process: one a draw, followed
 * through its row, resumed when the process starts again. Of several processes one runs a draw's job; the others wait, and
 * take over if it dies. Freezes that share a visit budget wait for each other.
 */
export class DrawJobs {
  readonly #options: JobsOptions;
  readonly #running = new Map<string, RunningJob>();

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /** Resumes every job that an earlier process left unfinished. */
  async resume(log: FastifyBaseLogger): Promise<void> {
    // Plain SQL: Prisma's query compiler is loaded by its first query, which need not be a part of every start.
    const unfinished = await this.#options.locks.query<{ id: string }>(UNFINISHED);
    for (const { id } of unfinished.rows) this.start(id, log);
  }

  /** Starts what a draw's phase asks for: its freeze, the drawing, or names that are missing; after what runs already. */
  start(drawId: string, log: FastifyBaseLogger): void {
    const running = this.#running.get(drawId);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    const abort = new AbortController();
    const done = this.#whenFree(drawId, abort, log)
      .catch((cause: unknown) => {
        if (!abort.signal.aborted) log.error({ err: cause, drawId }, 'job of a draw could not be run');
      })
      .finally(() => {
        this.#running.delete(drawId);
        if (job.again) this.start(drawId, log);
      });
    const job: RunningJob = { abort, done, again: false };
    this.#running.set(drawId, job);
  }

  /** Stops a draw's job, if it runs, and waits for its end; what was stored stays. */
  async stop(drawId: string): Promise<void> {
    const job = this.#running.get(drawId);
    if (job === undefined) return;
    job.again = false;
    job.abort.abort();
    await job.done;
  }

  /** Stops all jobs. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((drawId) => this.stop(drawId)));
  }

  /** A draw that another process brought a phase further, while this one waited, may need another lock. */
  async #whenFree(drawId: string, abort: AbortController, log: FastifyBaseLogger): Promise<void> {
    const { database, locks } = this.#options;
    for (let done = false; !done; ) {
      const draw = await database.draw.findUniqueOrThrow({ where: { id: drawId }, include: { plan: true } });
      const lock = draw.phase === 'FREEZING' ? (budgetLock(draw.plan) ?? drawId) : drawId;
      const waiting = async (): Promise<void> => {
        const waitingForDraw = lock === drawId ? null : await this.#freezingBefore(draw);
        if (waitingForDraw === null) return;
        await this.#write(draw, { ...progressOf(draw), job: 'FREEZE', state: 'WAITING', waitingForDraw }, log);
      };
      await withJobLock(locks, lock, abort, waiting, async () => {
        const now = await database.draw.findUniqueOrThrow({ where: { id: drawId } });
        done = now.phase === draw.phase;
        if (done) await this.#run(now, abort, log);
      });
    }
  }

  /** The draw whose freeze another of the same visit budget waits for. */
  async #freezingBefore({ id, plan }: Draw & { readonly plan: JointPlan }): Promise<string | null> {
    const other = await this.#options.database.draw.findFirst({
      where: { id: { not: id }, phase: 'FREEZING', plan: { AND: [{ year: plan.year }, CAPPED] } },
      orderBy: { seq: 'asc' },
      select: { id: true },
    });
    return other?.id ?? null;
  }

  async #run(draw: Draw, abort: AbortController, log: FastifyBaseLogger): Promise<void> {
    if (progressOf(draw).error !== null) return;
    if (draw.phase !== 'DRAWN' && !(await this.#runStep(draw, abort, log))) return;
    if (draw.phase === 'DRAWING' || draw.phase === 'DRAWN') await this.#name(draw.id, abort.signal, log);
  }

  /** Runs a draw's freeze, or the drawing itself. @returns whether it came to its end */
  async #runStep(draw: Draw, abort: AbortController, log: FastifyBaseLogger): Promise<boolean> {
    let latest = progressOf(draw);
    let written = Number.NEGATIVE_INFINITY;
    let writing = Promise.resolve();
    const report = (progress: DrawProgress): void => {
      const begun = progress.step !== latest.step;
      latest = progress;
      const now = performance.now();
      if (!begun && now - written < REPORT_EVERY_MS) return;
      written = now;
      writing = writing.then(async () => {
        // A draw that has left its phase was voided or cancelled through another process.
        if (!(await this.#write(draw, progress, log))) abort.abort();
      });
    };
    const work: JobWork = { ...this.#options, report, signal: abort.signal };
    try {
      if (draw.phase === 'FREEZING') await freezeRosters(work, draw);
      if (draw.phase === 'DRAWING') await drawFromRosters(work, draw);
      return true;
    } catch (cause) {
      await writing;
      if (!abort.signal.aborted) await this.#stopped(draw, latest, cause, log);
      return false;
    } finally {
      await writing;
    }
  }

  /** Has the subjects of a draw that is drawn named, as far as departments answer. */
  async #name(id: string, signal: AbortSignal, log: FastifyBaseLogger): Promise<void> {
    const { database } = this.#options;
    const current = async () => progressOf(await database.draw.findUniqueOrThrow({ where: { id } }));
    const drawn = { id, phase: 'DRAWN' } as const;
    try {
      await nameSubjects(this.#options, id, log);
      await this.#write(drawn, { ...(await current()), state: 'DONE', step: null }, log);
    } catch (cause) {
      if (!signal.aborted) await this.#stopped(drawn, await current(), cause, log);
    }
  }

  /** Tells whoever follows a draw that its job has stopped, and why. */
  async #stopped(
    draw: Pick<Draw, 'id' | 'phase'>,
    latest: DrawProgress,
    cause: unknown,
    log: FastifyBaseLogger,
  ): Promise<void> {
    log.warn({ err: cause, drawId: draw.id }, 'job of a draw stopped');
    await this.#write(draw, { ...latest, state: 'STOPPED', error: stopReason(cause) }, log);
  }

  /**
   * Writes progress down. Failing to does not stop a job: if the database stays away, its next page does.
   * @returns whether the draw is still in its phase, as far as is known
   */
  async #write(
    { id, phase }: Pick<Draw, 'id' | 'phase'>,
    progress: DrawProgress,
    log: FastifyBaseLogger,
  ): Promise<boolean> {
    // A drawing reports until it is kept, and may find the draw drawn.
    const phases = phase === 'DRAWING' ? ['DRAWING', 'DRAWN'] : [phase];
    try {
      const { count } = await this.#options.database.draw.updateMany({
        where: { id, phase: { in: phases } },
        data: { progress: kept(progress) },
      });
      return count > 0;
    } catch (cause) {
      log.warn({ err: cause, drawId: id }, 'progress of a draw could not be written');
      return true;
    }
  }
}

/** What may be told of why a job stopped. */
function stopReason(cause: unknown): string {
  if (cause instanceof AggregateError) return [...new Set(cause.errors.map(stopReason))].join(' ');
  if (cause instanceof OneVisitError) return cause.message;
  return '内部错误，见日志。 Internal error, see the log.';
}
