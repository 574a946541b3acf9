import cluster from 'node:cluster';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { GatewayPhase } from '../server/GatewayPhase.js';
import { shareMetrics } from '../workers/shareMetrics.js';

/**
 * Answers the operator: `/healthz` (alive), `/readyz` (takes requests, whichever departments are up), `/metrics`
 * (Prometheus; of several workers, those of all).
 */
export function serveOperations(app: FastifyInstance, registry: Registry, phase: () => GatewayPhase): void {
  const metrics = cluster.isWorker ? shareMetrics(registry) : () => registry.metrics();
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const { name } = phase();
    return reply.code(name === 'serving' ? 200 : 503).send({ status: name === 'serving' ? 'ready' : name });
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await metrics()));
}
