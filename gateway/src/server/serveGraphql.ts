import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { ClientIdentity } from '../identity/clientIdentity.js';
import type { GatewayContext } from './GatewayContext.js';

/** Answers GraphQL at `/graphql`, by whoever the request says it comes from. The Apollo Server has been started. */
export function serveGraphql(
  app: FastifyInstance,
  server: ApolloServer<GatewayContext>,
  identity: ClientIdentity,
): void {
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: fastifyApolloHandler(server, {
      context: async (request) => ({
        viewer: await identity.viewerOf(request.headers.authorization),
        requestId: request.id,
      }),
    }),
  });
}
