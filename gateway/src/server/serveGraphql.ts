import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { publicViewer, type Viewer } from '@onevisit/kit/identity';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { gatewayError } from '../errors.js';
import type { ClientIdentity } from '../identity/clientIdentity.js';
import { createRateLimit } from '../limits/rateLimit.js';
import type { PerRole } from '../limits/readRequestLimits.js';
import type { GatewayContext } from './GatewayContext.js';

const METHODS = ['GET', 'POST', 'OPTIONS'];

/** Where clients ask. */
export const GRAPHQL_PATH = '/graphql';

/** Where anybody asks, of what is public. */
export const PUBLIC_PATH = '/public/graphql';

/** What is served, by Apollo Servers that have been started. */
export interface ServedGraphs {
  readonly server: ApolloServer<GatewayContext>;
  readonly publicServer: ApolloServer<GatewayContext>;
  /** Whether the graph has a public variant now. */
  readonly hasPublicVariant: () => boolean;
}

/**
 * Answers GraphQL: at `/graphql` over the whole graph, by whoever the request says it comes from; at `/public/graphql` over
 * its public variant, to nobody in particular. No token is read there: whoever sends one expects more than they would get.
 */
export async function serveGraphql(
  app: FastifyInstance,
  { server, publicServer, hasPublicVariant }: ServedGraphs,
  identity: ClientIdentity,
  rate: PerRole,
): Promise<void> {
  const viewerOf = oncePerRequest(async ({ routeOptions, headers }) =>
    routeOptions.url === PUBLIC_PATH ? publicViewer : identity.viewerOf(headers.authorization),
  );
  const limitRate = await createRateLimit(app, rate, viewerOf);
  const answer = (served: ApolloServer<GatewayContext>) =>
    fastifyApolloHandler(served, {
      context: async (request) => {
        const startedAt = performance.now();
        return { viewer: await viewerOf(request), requestId: request.id, startedAt };
      },
    });
  app.route({ method: METHODS, url: GRAPHQL_PATH, onRequest: limitRate, handler: answer(server) });
  app.route({
    method: METHODS,
    url: PUBLIC_PATH,
    onRequest: [
      limitRate,
      async ({ headers }) => {
        if (headers.authorization !== undefined) throw gatewayError('OV_GATEWAY_PUBLIC_TOKEN');
        if (!hasPublicVariant()) throw gatewayError('OV_GATEWAY_NO_PUBLIC_VARIANT', {}, { http: { status: 404 } });
      },
    ],
    handler: answer(publicServer),
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
