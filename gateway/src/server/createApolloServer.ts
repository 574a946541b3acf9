import type { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { PersistedDocuments } from '../documents/PersistedDocuments.js';
import { formatGatewayError } from './formatGatewayError.js';
import type { GatewayContext } from './GatewayContext.js';

/** Most selections after fragments are counted each time they are spread; Apollo's own default is ten million. */
const MAX_RECURSIVE_SELECTIONS = 10_000;

/** What an Apollo Server of ours is made from. */
export interface ApolloServerParts {
  readonly gateway: ApolloGateway;
  readonly log: FastifyBaseLogger;
  readonly documents: PersistedDocuments;
  /** In the order in which they see a request. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
}

/** Apollo Server over the federation; what it does beyond plain GraphQL comes in as plugins. */
export function createApolloServer({
  gateway,
  log,
  documents,
  plugins,
}: ApolloServerParts): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    gateway,
    logger: log,
    persistedQueries: { cache: documents, ttl: null },
    introspection: true,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    includeStacktraceInErrorResponses: false,
    // Signals are the process's business, which closes the HTTP server first.
    stopOnTerminationSignals: false,
    formatError: formatGatewayError,
    plugins: [...plugins, ApolloServerPluginLandingPageDisabled()],
  });
}
