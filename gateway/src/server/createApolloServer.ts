import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { Gateway } from '../access/guardGateway.js';
import type { PersistedDocuments } from '../documents/PersistedDocuments.js';
import { costLimit } from '../limits/costLimit.js';
import { documentLimitsRule } from '../limits/documentLimits.js';
import { introspectionAnswers } from '../limits/introspectionAnswers.js';
import { introspectionPolicy } from '../limits/introspectionPolicy.js';
import type { RequestLimits } from '../limits/readRequestLimits.js';
import { reservedVariablesRule } from '../subgraphs/reservedVariables.js';
import { formatGatewayError } from './formatGatewayError.js';
import type { GatewayContext } from './GatewayContext.js';

/** What an Apollo Server of ours is made from. */
export interface ApolloServerParts {
  readonly gateway: Gateway;
  readonly log: FastifyBaseLogger;
  readonly limits: RequestLimits;
  readonly documents: PersistedDocuments;
  /** In the order in which they see a request. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
}

/** Apollo Server over the federation; what it does beyond plain GraphQL comes in as plugins. */
export function createApolloServer({
  gateway,
  log,
  documents,
  limits,
  plugins,
}: ApolloServerParts): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    gateway,
    logger: log,
    persistedQueries: { cache: documents, ttl: null },
    // Who may introspect is a plugin's business.
    introspection: true,
    parseOptions: { maxTokens: limits.document.tokens },
    validationRules: [documentLimitsRule(limits.document), reservedVariablesRule],
    // No "Did you mean": names that a client does not know are not told.
    hideSchemaDetailsFromClientErrors: true,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    // Signals are the process's business, which closes the HTTP server first.
    stopOnTerminationSignals: false,
    formatError: formatGatewayError,
    plugins: [
      introspectionPolicy(limits.introspection),
      costLimit(limits.cost),
      introspectionAnswers(),
      ...plugins,
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}
