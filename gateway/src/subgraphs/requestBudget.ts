import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphLimits } from '../server/readGatewayConfig.js';

/** The time that a call may take. */
export interface Budget {
  /** What is left of the request's, in milliseconds; none where it is not above 0. */
  readonly leftMs: number;
  /** What the whole request has. */
  readonly wholeMs: number;
}

/**
 * The time that a call of a subgraph may take: what is left of the client's request, which all its calls share. A
 * request with a mutation has more, also for the queries that complete what the mutation returned.
 */
export function budgetOf(options: GraphQLDataSourceProcessOptions<GatewayContext>, limits: SubgraphLimits): Budget {
  if (!('incomingRequestContext' in options)) return { leftMs: limits.queryTimeoutMs, wholeMs: limits.queryTimeoutMs };
  const isMutation = options.incomingRequestContext.operation?.operation === 'mutation';
  const wholeMs = isMutation ? limits.mutationTimeoutMs : limits.queryTimeoutMs;
  return { leftMs: wholeMs - (performance.now() - options.context.startedAt), wholeMs };
}
