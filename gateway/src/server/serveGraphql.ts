import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { publicViewer, type Viewer } from '@onevisit/kit/identity';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { PersistedDocuments } from '../documents/PersistedDocuments.js';
import { gatewayError } from '../errors.js';
import type { ClientIdentity } from '../identity/clientIdentity.js';
import { NewDocuments } from '../limits/newDocuments.js';
import { createRateLimit } from '../limits/rateLimit.js';
import type { RequestLimits } from '../limits/readRequestLimits.js';
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
  /** Those whose plans are made beforehand. */
  readonly documents: PersistedDocuments;
}

/**
 * Answers GraphQL: at `/graphql` over the whole graph, by whoever the request says it comes from; at `/public/graphql` over
 * its public variant, to nobody in particular. No token is read there: whoever sends one expects more than they would get.
 */
export async function serveGraphql(
  app: FastifyInstance,
  { server, publicServer, hasPublicVariant, documents }: ServedGraphs,
  identity: ClientIdentity,
  { rate, newSelections }: Pick<RequestLimits, 'rate' | 'newSelections'>,
): Promise<void> {
  const viewerOf = oncePerRequest(async ({ routeOptions, headers }) =>
    routeOptions.url === PUBLIC_PATH ? publicViewer : identity.viewerOf(headers.authorization),
  );
  const limitRate = rate === undefined ? [] : [await createRateLimit(app, rate, viewerOf)];
  const newDocuments = newSelections && new NewDocuments(newSelections);
  const answer = (served: ApolloServer<GatewayContext>) =>
    fastifyApolloHandler(served, {
      context: async (request) => {
        const startedAt = performance.now();
        const viewer = await viewerOf(request);
        const refusalOf =
          newDocuments &&
          ((document: DocumentNode, hash: string) =>
            documents.lists(hash) ? undefined : newDocuments.refusalOf({ viewer, address: request.ip }, document));
        return { viewer, requestId: request.id, startedAt, refusalOf };
      },
    });
  app.route({ method: METHODS, url: GRAPHQL_PATH, onRequest: limitRate, handler: answer(server) });
  app.route({
    method: METHODS,
    url: PUBLIC_PATH,
    onRequest: [
      ...limitRate,
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
