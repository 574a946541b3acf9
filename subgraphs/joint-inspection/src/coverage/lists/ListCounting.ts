import { setTimeout as delay } from 'node:timers/promises';
import { actorOf, appendLedger, calendarDate } from '@onevisit/kit';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../database.js';
import { JOINT_SERVICE } from '../../departments/DepartmentClient.js';
import type { Departments } from '../../departments/Departments.js';
import { askListCounts } from './askListCounts.js';
import { keepListCounts } from './keepListCounts.js';

/** Of several processes one counts; the others find it done. */
const LOCK = 'onevisit list counts';

interface CountingOptions {
  readonly database: Database;
  readonly departments: Departments;
  readonly clock: () => Date;
}

/**
 * Has every department's lists counted once a day, so that what is reached of them can be told of days that are past. One that does not
 * answer is asked again at the next look.
 */
export class ListCounting {
  readonly #options: CountingOptions;
  readonly #stop = new AbortController();
  #looking: Promise<void> = Promise.resolve();

  constructor(options: CountingOptions) {
    this.#options = options;
  }

  /** Looks from now on, until `close`. @param everyMs how often it is looked whose lists are not counted yet today */
  start(log: FastifyBaseLogger, everyMs: number): void {
    this.#looking = this.#look(log, everyMs);
  }

  /** Stops, after the look under way. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#looking;
  }

  /** Counts what is not counted yet today. @returns codes of departments that did not answer */
  async countMissing(): Promise<readonly string[]> {
    const { database, departments, clock } = this.#options;
    const missing = await this.#missing(database);
    if (missing.length === 0) return [];
    const { told, unanswered } = await askListCounts(departments, missing);
    const now = clock();
    await database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${LOCK}))`;
      const open = await this.#missing(tx);
      const still = told.filter(({ department }) => open.includes(department));
      const step = await keepListCounts(tx, { told: still, unanswered }, now);
      if (step !== null) await appendLedger(tx, { actor: actorOf(JOINT_SERVICE), ...step }, now);
    });
    return unanswered;
  }

  async #missing({ listCount }: Pick<Database, 'listCount'>): Promise<readonly string[]> {
    const { departments, clock } = this.#options;
    const rows = await listCount.findMany({ where: { on: calendarDate(clock()) }, select: { department: true } });
    const counted = new Set(rows.map(({ department }) => department));
    return departments.codes.filter((code) => !counted.has(code));
  }

  async #look(log: FastifyBaseLogger, everyMs: number): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await delay(everyMs, undefined, { signal, ref: false });
        const unanswered = await this.countMissing();
        if (unanswered.length > 0) log.warn({ unanswered }, 'departments did not count their lists');
      } catch (cause) {
        if (!signal.aborted) log.error({ err: cause }, 'lists of departments could not be counted');
      }
    }
  }
}
