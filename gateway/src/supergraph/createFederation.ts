import type { ApolloGateway } from '@apollo/gateway';
import { subgraphUrl } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import type { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { CheckThread } from './CheckThread.js';
import { createGateway } from './createGateway.js';
import { PlanCache } from './PlanCache.js';
import { PublicSupergraph } from './PublicSupergraph.js';
import { RequestsUnderWay } from './RequestsUnderWay.js';
import { type CheckedSupergraph, SupergraphLifecycle, type SupergraphLifecycleOptions } from './SupergraphLifecycle.js';

/** What a federation is made from. */
export interface FederationParts
  extends Pick<
    SupergraphLifecycleOptions,
    'source' | 'documents' | 'history' | 'planBudgetMs' | 'pollMs' | 'warmDelayMs' | 'retryMs' | 'onServe' | 'onPhase'
  > {
  readonly sources: SubgraphSources;
  /** Told of every look for a query plan: whether it was there. */
  readonly onPlan: (found: boolean) => void;
  /** SUBGRAPH_URL_<CODE> overrides where a subgraph is called. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: FastifyBaseLogger;
}

/** Apollo Gateway over a supergraph that may change while it serves, and one over its public variant, which changes with it. */
export interface Federation {
  readonly gateway: ApolloGateway;
  /** Loads before `gateway`. */
  readonly publicGateway: ApolloGateway;
  /** Whether the supergraph that is served has a public variant. */
  readonly hasPublicVariant: () => boolean;
  readonly lifecycle: SupergraphLifecycle;
  /** How many plans are kept. */
  readonly planCount: () => number;
  /** Stops looking for new supergraphs. */
  stop(): Promise<void>;
}

/** Makes a federation. Its gateways load with the Apollo Servers that they are given to. */
export function createFederation({ sources, env, log, onPlan, ...parts }: FederationParts): Federation {
  const urlOf = (name: string, url: string) => subgraphUrl({ code: name, url }, env);
  const [plans, publicPlans] = [new PlanCache(onPlan), new PlanCache(onPlan)];
  const thread = new CheckThread();
  const underWay = new RequestsUnderWay();
  let served: CheckedSupergraph | undefined;
  const lifecycle = new SupergraphLifecycle({
    ...parts,
    urlOf,
    check: (candidate) => thread.check(candidate),
    onServe: (checked) => {
      served = checked;
      plans.prime(checked.plans);
      publicPlans.prime(checked.publicPlans);
      parts.onServe(checked);
      // Connections of subgraphs that are gone or have moved stay for the requests that may still need them.
      void underWay.ended().then(() => sources.closeOthers(served?.subgraphs ?? checked.subgraphs));
    },
  });
  const variant = new PublicSupergraph();
  const both = { sources, urlOf, onPlan, underWay, log };
  return {
    gateway: createGateway({ ...both, plans, supergraphSdl: variant.together(lifecycle) }),
    publicGateway: createGateway({ ...both, plans: publicPlans, supergraphSdl: variant }),
    hasPublicVariant: () => variant.isServed,
    lifecycle,
    planCount: () => plans.size + publicPlans.size,
    stop: async () => {
      lifecycle.stop();
      await thread.close();
    },
  };
}
