import type { FastifyInstance } from 'fastify';
import type { GatewayMetrics } from './GatewayMetrics.js';

/** Counts the requests of some routes, those under way and those answered; those that never come to GraphQL too. */
export function countRequests(
  app: FastifyInstance,
  routes: readonly string[],
  metrics: Pick<GatewayMetrics, 'requestBegan'>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (routes.includes(request.routeOptions.url ?? '')) {
      const ended = metrics.requestBegan();
      // `close` comes whether the answer was sent whole or the client went away.
      reply.raw.once('close', () => ended(reply.raw.writableFinished ? String(reply.statusCode) : 'aborted'));
    }
    done();
  });
}
