import type { FastifyInstance } from 'fastify';
import type { GatewayPhase } from '../server/GatewayPhase.js';
import type { GatewayMetrics } from './metrics.js';

/** Answers the operator: `/healthz` (alive), `/readyz` (takes requests), `/metrics` (Prometheus). */
export function serveOperations(app: FastifyInstance, metrics: GatewayMetrics, phase: () => GatewayPhase): void {
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const { name } = phase();
    return reply.code(name === 'serving' ? 200 : 503).send({ status: name === 'serving' ? 'ready' : name });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
