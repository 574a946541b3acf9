import '../server/telemetryOff.js';
import { ApolloGateway, type GraphQLDataSource, type SupergraphManager } from '@apollo/gateway';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, validate } from 'graphql';
import { PlanExecutor } from '../execution/PlanExecutor.js';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import type { PlanCache } from './PlanCache.js';
import type { RequestsUnderWay } from './RequestsUnderWay.js';

/** What a gateway is made from. */
export interface GatewayParts {
  /** Gives it its supergraphs, one after the other. */
  readonly supergraphSdl: SupergraphManager;
  readonly sources: SubgraphSources;
  /** Where a subgraph is called that the supergraph says to be at that URL. */
  readonly urlOf: (name: string, url: string) => string;
  readonly plans: PlanCache;
  /** Told of every request whose plan is there. */
  readonly onPlan: (found: true) => void;
  readonly underWay: RequestsUnderWay;
  readonly log: FastifyBaseLogger;
}

/** Apollo Gateway with data sources and an executor of ours. It loads with the Apollo Server that it is given to. */
export function createGateway({
  supergraphSdl,
  sources,
  urlOf,
  plans,
  onPlan,
  underWay,
  log,
}: GatewayParts): ApolloGateway {
  const executor = new PlanExecutor();
  const gateway = new ApolloGateway({
    supergraphSdl,
    queryPlannerConfig: { cache: plans },
    experimental_didResolveQueryPlan: executor.learn,
    __exposeQueryPlanExperimental: false,
    logger: log,
    buildService: ({ name, url }) => sourceOf(sources, name, urlOf(name, url ?? '')),
  });
  gateway.executor = executor.before(gateway.executor, {
    schema: () => gateway.schema,
    onPlan,
    refusalOf: ({ context, document, queryHash }) =>
      (context as GatewayContext).refusalOf?.(document, queryHash.split(' ', 1)[0] ?? ''),
  });
  answerInStep(gateway, underWay);
  return gateway;
}

/** Apollo Gateway keeps what it was given for a subgraph, even while there is none of that name: it looks for its source anew. */
function sourceOf(sources: SubgraphSources, name: string, url: string): GraphQLDataSource<GatewayContext> {
  return { process: (options) => sources.at(name, url).process(options) };
}

/** Counts requests, and checks again what was valid over a supergraph that has been replaced since. */
function answerInStep(gateway: ApolloGateway, underWay: RequestsUnderWay): void {
  const { executor } = gateway;
  gateway.executor = async (context) => {
    const { schema } = gateway;
    if (schema === undefined || context.schema === schema) return underWay.run(() => executor(context));
    const extensions = { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED };
    const errors = validate(schema, context.document, undefined, { hideSuggestions: true }).map(
      ({ message }) => new GraphQLError(message, { extensions }),
    );
    return errors.length > 0 ? { errors } : underWay.run(() => executor(context));
  };
}
