import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** A subgraph's metrics. */
export interface SubgraphMetrics {
  readonly contentType: string;
  /** Everything in Prometheus' text form. */
  text(): Promise<string>;
  /** Counts an answered request. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
}

/** Makes the metrics of one process: Node's own, and the duration of requests by route and status. */
export function createMetrics(subgraph: string): SubgraphMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ subgraph });
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'onevisit_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: (request, reply) =>
      durations.observe(
        { route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) },
        reply.elapsedTime / 1000,
      ),
  };
}
