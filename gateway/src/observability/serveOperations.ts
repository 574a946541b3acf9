import type { FastifyInstance } from 'fastify';
import type { GatewayPhase } from '../server/GatewayPhase.js';
import type { SupergraphPhase } from '../supergraph/SupergraphPhase.js';
import type { GatewayMetrics } from './metrics.js';

/** What the operator is told. */
export interface Operations {
  readonly metrics: GatewayMetrics;
  readonly phase: () => GatewayPhase;
  /** It is ready with an older supergraph too, but says that the newer one was refused, and why. */
  readonly supergraph: () => SupergraphPhase;
}

/** Answers the operator: `/healthz` (alive), `/readyz` (takes requests), `/metrics` (Prometheus). */
export function serveOperations(app: FastifyInstance, { metrics, phase, supergraph }: Operations): void {
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const { name } = phase();
    return reply
      .code(name === 'serving' ? 200 : 503)
      .send({ status: name === 'serving' ? 'ready' : name, supergraph: supergraph() });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
