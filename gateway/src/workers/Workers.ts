import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { gatewayError } from '../errors.js';
import { readyMessage } from '../hub/HubProcess.js';
import { fromWorker, type ToWorker } from './messages.js';
import { WorkerMetrics } from './WorkerMetrics.js';

/** Between a worker's death and the start of its successor, in milliseconds: longer each time that one dies young. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** A worker that lived this long did not die of its start. */
const GROWN_UP_MS = 10_000;

/** How a worker stands. */
type Phase = 'starting' | 'serving' | 'stopping';

/**
 * Worker processes that serve on the same port, each a whole gateway, and share nothing but the port. One that dies is
 * replaced. Lives in the primary process, which serves nothing itself.
 *
 * They take connections from the kernel's one queue, whoever is free first. Were they handed out by the primary process,
 * as `cluster` would by itself, one that is on its way to a worker as it dies would be lost without its client being told.
 */
export class Workers {
  readonly #log: Logger;
  readonly #phases = new Map<Worker, Phase>();
  readonly #metrics = new WorkerMetrics();
  #url = '';
  #isClosing = false;
  #pauseMs = SHORTEST_PAUSE_MS;
  #restart: Promise<void> = Promise.resolve();

  constructor(log: Logger) {
    this.#log = log;
    cluster.schedulingPolicy = cluster.SCHED_NONE;
  }

  /**
   * Starts them all.
   * @returns the URL that they serve at
   * @throws OV_GATEWAY_WORKER_FAILED where one ends before it serves; the others are stopped again
   */
  async start(count: number): Promise<string> {
    try {
      await Promise.all(Array.from({ length: count }, () => this.#startOne()));
    } catch (cause) {
      await this.close();
      throw cause;
    }
    return this.#url;
  }

  /** Replaces one worker after the other, each once its successor serves: for new settings, keys or code. */
  restart(): Promise<void> {
    this.#restart = this.#restart.then(() => this.#replaceAll());
    return this.#restart;
  }

  /** Asks all to drain and end, and waits for it. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all([...this.#phases.keys()].map((worker) => this.#stop(worker)));
  }

  async #replaceAll(): Promise<void> {
    const serving = this.#in('serving');
    this.#log.info({ workers: serving.length }, 'replacing workers');
    for (const worker of serving) {
      if (this.#isClosing) return;
      try {
        await this.#startOne();
      } catch (cause) {
        return this.#log.error({ err: cause }, 'a new worker did not start; the old ones go on');
      }
      await this.#stop(worker);
    }
    this.#log.info('workers replaced');
  }

  #startOne(): Promise<void> {
    const worker = cluster.fork();
    const bornAt = performance.now();
    this.#phases.set(worker, 'starting');
    worker.on('message', (message: unknown) => void this.#onMessage(worker, message));
    worker.once('exit', (code, signal) => void this.#onExit(worker, signal ?? `exit code ${code}`, bornAt));
    return new Promise((resolve, reject) => {
      const onExit = () => reject(gatewayError('OV_GATEWAY_WORKER_FAILED', { worker: worker.id }));
      worker.once('exit', onExit);
      worker.on('message', (message: unknown) => {
        const ready = readyMessage.safeParse(message);
        if (!ready.success) return;
        this.#url = ready.data.url;
        if (this.#phases.get(worker) === 'starting') this.#phases.set(worker, 'serving');
        worker.off('exit', onExit);
        resolve();
      });
    });
  }

  #stop(worker: Worker): Promise<void> {
    this.#phases.set(worker, 'stopping');
    if (worker.isDead()) return Promise.resolve();
    return new Promise((resolve) => {
      worker.once('exit', () => resolve());
      worker.send({ type: 'stop' } satisfies ToWorker, () => undefined);
    });
  }

  async #onMessage(worker: Worker, message: unknown): Promise<void> {
    const parsed = fromWorker.safeParse(message);
    if (!parsed.success || parsed.data.type !== 'want-all-metrics') return;
    const text = await this.#metrics.text(this.#in('serving'));
    if (worker.isConnected()) worker.send({ type: 'all-metrics', id: parsed.data.id, text } satisfies ToWorker);
  }

  async #onExit(worker: Worker, how: string, bornAt: number): Promise<void> {
    const phase = this.#phases.get(worker);
    this.#phases.delete(worker);
    await this.#metrics.ended(worker, phase === 'stopping');
    if (phase === 'serving') await this.#replace(worker, how, performance.now() - bornAt);
  }

  /** Starts a successor, again and again until one serves. */
  async #replace(worker: Worker, how: string, livedMs: number): Promise<void> {
    if (livedMs > GROWN_UP_MS) this.#pauseMs = SHORTEST_PAUSE_MS;
    this.#log.error({ worker: worker.id, how, pauseMs: this.#pauseMs }, 'a worker ended by itself');
    await sleep(this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    if (this.#isClosing) return;
    try {
      await this.#startOne();
    } catch (cause) {
      this.#log.error({ err: cause }, 'a new worker did not start');
      await this.#replace(worker, how, 0);
    }
  }

  #in(phase: Phase): Worker[] {
    return [...this.#phases].flatMap(([worker, its]) => (its === phase ? [worker] : []));
  }
}
