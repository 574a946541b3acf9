import '../server/telemetryOff.js';
import { ApolloGateway } from '@apollo/gateway';
import { subgraphUrl } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import type { SubgraphSources } from '../subgraphs/SubgraphSources.js';

/** What a federation is made from. */
export interface FederationParts {
  readonly supergraphSdl: string;
  readonly sources: SubgraphSources;
  /** SUBGRAPH_URL_<CODE> overrides where a subgraph is called. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: FastifyBaseLogger;
}

/** Apollo Gateway over a supergraph, calling subgraphs through data sources of ours. */
export function createFederation({ supergraphSdl, sources, env, log }: FederationParts): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    __exposeQueryPlanExperimental: false,
    logger: log,
    buildService: ({ name, url }) => sources.at(name, subgraphUrl({ code: name, url: url ?? '' }, env)),
  });
}
