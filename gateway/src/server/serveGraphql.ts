import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Viewer } from '@onevisit/kit/identity';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClientIdentity } from '../identity/clientIdentity.js';
import { createRateLimit } from '../limits/rateLimit.js';
import type { PerRole } from '../limits/readRequestLimits.js';
import type { GatewayContext } from './GatewayContext.js';

/** Where clients ask. */
export const GRAPHQL_PATH = '/graphql';

/** Answers GraphQL at `/graphql`, by whoever the request says it comes from. The Apollo Server has been started. */
export async function serveGraphql(
  app: FastifyInstance,
  server: ApolloServer<GatewayContext>,
  identity: ClientIdentity,
  rate: PerRole,
): Promise<void> {
  const viewerOf = oncePerRequest((request) => identity.viewerOf(request.headers.authorization));
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: GRAPHQL_PATH,
    onRequest: await createRateLimit(app, rate, viewerOf),
    handler: fastifyApolloHandler(server, {
      context: async (request) => {
        const startedAt = performance.now();
        return { viewer: await viewerOf(request), requestId: request.id, startedAt };
      },
    }),
  });
}

/** A token is checked once a request, however many want to know. */
function oncePerRequest(identify: (request: FastifyRequest) => Promise<Viewer>) {
  const viewers = new WeakMap<FastifyRequest, Promise<Viewer>>();
  return (request: FastifyRequest): Promise<Viewer> => {
    const viewer = viewers.get(request) ?? identify(request);
    viewers.set(request, viewer);
    return viewer;
  };
}
