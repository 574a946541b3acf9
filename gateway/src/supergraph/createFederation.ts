import '../server/telemetryOff.js';
import { ApolloGateway } from '@apollo/gateway';
import { subgraphUrl } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import { PlanExecutor } from '../execution/PlanExecutor.js';
import type { SubgraphSources } from '../subgraphs/SubgraphSources.js';

/** What a federation is made from. */
export interface FederationParts {
  readonly supergraphSdl: string;
  readonly sources: SubgraphSources;
  /** SUBGRAPH_URL_<CODE> overrides where a subgraph is called. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: FastifyBaseLogger;
}

/** Apollo Gateway over a supergraph, with data sources and an executor of ours. */
export function createFederation({ supergraphSdl, sources, env, log }: FederationParts): ApolloGateway {
  const executor = new PlanExecutor();
  const gateway = new ApolloGateway({
    supergraphSdl,
    experimental_didResolveQueryPlan: executor.learn,
    __exposeQueryPlanExperimental: false,
    logger: log,
    buildService: ({ name, url }) => sources.at(name, subgraphUrl({ code: name, url: url ?? '' }, env)),
  });
  gateway.executor = executor.before(gateway.executor, () => gateway.schema);
  return gateway;
}
