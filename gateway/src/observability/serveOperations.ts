import cluster from 'node:cluster';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { GatewayPhase } from '../server/GatewayPhase.js';
import type { SupergraphPhase } from '../supergraph/SupergraphPhase.js';
import { shareMetrics } from '../workers/shareMetrics.js';

/** What the operator is told. */
export interface Operations {
  readonly registry: Registry;
  readonly phase: () => GatewayPhase;
  /** It is ready with an older supergraph too, but says that the newer one was refused, and why. */
  readonly supergraph: () => SupergraphPhase;
}

/**
 * Answers the operator: `/healthz` (alive), `/readyz` (takes requests, whichever departments are up), `/metrics`
 * (Prometheus; of several workers, those of all).
 */
export function serveOperations(app: FastifyInstance, { registry, phase, supergraph }: Operations): void {
  const metrics = cluster.isWorker ? shareMetrics(registry) : () => registry.metrics();
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const { name } = phase();
    return reply
      .code(name === 'serving' ? 200 : 503)
      .send({ status: name === 'serving' ? 'ready' : name, supergraph: supergraph() });
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await metrics()));
}
