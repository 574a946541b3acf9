import type { FastifyInstance } from 'fastify';
import type { GatewayMetrics } from './GatewayMetrics.js';

/** Counts the requests of one route, those under way and those answered; those that never come to GraphQL too. */
export function countRequests(
  app: FastifyInstance,
  route: string,
  metrics: Pick<GatewayMetrics, 'requestBegan'>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url === route) {
      const ended = metrics.requestBegan();
      // `close` comes whether the answer was sent whole or the client went away.
      reply.raw.once('close', () => ended(reply.raw.writableFinished ? String(reply.statusCode) : 'aborted'));
    }
    done();
  });
}
