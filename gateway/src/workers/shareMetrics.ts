import type { Registry } from 'prom-client';
import { type FromWorker, toWorker } from './messages.js';

/** Longer than the primary process waits for the slowest worker. */
const LONGEST_WAIT_MS = 4_000;

/**
 * In a worker: tells the primary process of this one's metrics when it asks, and asks it for those of all.
 * @returns what `/metrics` answers: everything in Prometheus' text form; rejects if the primary process does not answer
 */
export function shareMetrics(registry: Registry): () => Promise<string> {
  const waiting = new Map<number, (text: string) => void>();
  let lastId = 0;
  process.on('message', (message) => {
    const parsed = toWorker.safeParse(message);
    if (!parsed.success) return;
    if (parsed.data.type === 'all-metrics') waiting.get(parsed.data.id)?.(parsed.data.text);
    if (parsed.data.type === 'want-metrics') void tell(parsed.data.id, registry);
  });
  return () => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('the primary process did not answer'));
      }, LONGEST_WAIT_MS);
      waiting.set(id, (text) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(text);
      });
      process.send?.({ type: 'want-all-metrics', id } satisfies FromWorker);
    });
  };
}

async function tell(id: number, registry: Registry): Promise<void> {
  const metrics = await registry.getMetricsAsJSON();
  process.send?.({ type: 'metrics', id, metrics });
}
