import type { Worker } from 'node:cluster';
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import { fromWorker, type MetricJson, type ToWorker } from './messages.js';

/** A worker that does not tell its metrics within this time is left out. */
const LONGEST_WAIT_MS = 2_000;

/** Kinds of metrics that only grow: what a worker counted stays counted when it is gone. */
const GROWING: ReadonlySet<string> = new Set(['counter', 'histogram']);

/**
 * The metrics of all workers as one, in their primary process: counts are added up, gauges by their own rule (added, the
 * mean, the greatest). What a worker that is gone had counted when it was last asked stays in the sums, so that they never
 * shrink, which Prometheus would take for a restart.
 */
export class WorkerMetrics {
  readonly #registry = new Registry();
  readonly #workers = new Gauge({
    name: 'onevisit_gateway_workers',
    help: 'Worker processes that serve.',
    registers: [this.#registry],
  });
  readonly #replaced = new Counter({
    name: 'onevisit_gateway_worker_deaths_total',
    help: 'Worker processes that ended although nobody stopped them.',
    registers: [this.#registry],
  });
  readonly #latest = new Map<number, readonly MetricJson[]>();
  #departed: readonly MetricJson[] = [];
  #lastId = 0;

  /** Everything in Prometheus' text form. */
  async text(workers: readonly Worker[]): Promise<string> {
    this.#workers.set(workers.length);
    const asked = await Promise.all(workers.map(async (worker) => ({ worker, metrics: await this.#ask(worker) })));
    const found = asked.flatMap(({ metrics }) => (metrics === undefined ? [] : [metrics]));
    for (const { worker, metrics } of asked) {
      if (metrics !== undefined && !worker.isDead()) this.#latest.set(worker.id, metrics);
    }
    const own = await this.#registry.metrics();
    return `${await AggregatorRegistry.aggregate([...found, this.#departed]).metrics()}\n${own}`;
  }

  /** Told when a worker has ended. */
  async ended(worker: Worker, wasWanted: boolean): Promise<void> {
    if (!wasWanted) this.#replaced.inc();
    const counted = this.#latest.get(worker.id)?.filter(({ type }) => GROWING.has(type));
    this.#latest.delete(worker.id);
    if (counted === undefined) return;
    const departed = await AggregatorRegistry.aggregate(
      [this.#departed, counted].map((each) => [...each]),
    ).getMetricsAsJSON();
    this.#departed = departed as unknown as MetricJson[];
  }

  #ask(worker: Worker): Promise<readonly MetricJson[] | undefined> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const end = (metrics?: readonly MetricJson[]) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('exit', onExit);
        resolve(metrics);
      };
      const onMessage = (message: unknown) => {
        const parsed = fromWorker.safeParse(message);
        if (parsed.success && parsed.data.type === 'metrics' && parsed.data.id === id) end(parsed.data.metrics);
      };
      const onExit = () => end();
      const timer = setTimeout(end, LONGEST_WAIT_MS);
      worker.on('message', onMessage).on('exit', onExit);
      worker.send({ type: 'want-metrics', id } satisfies ToWorker, (error) => {
        if (error) end();
      });
    });
  }
}
