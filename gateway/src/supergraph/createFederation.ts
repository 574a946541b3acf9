import '../server/telemetryOff.js';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { subgraphUrl } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, validate } from 'graphql';
import { PlanExecutor } from '../execution/PlanExecutor.js';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { CheckThread } from './CheckThread.js';
import { PlanCache } from './PlanCache.js';
import { RequestsUnderWay } from './RequestsUnderWay.js';
import { type CheckedSupergraph, SupergraphLifecycle, type SupergraphLifecycleOptions } from './SupergraphLifecycle.js';

/** What a federation is made from. */
export interface FederationParts
  extends Pick<
    SupergraphLifecycleOptions,
    'source' | 'documents' | 'history' | 'planBudgetMs' | 'pollMs' | 'warmDelayMs' | 'onServe' | 'onPhase'
  > {
  readonly sources: SubgraphSources;
  /** Told of every look for a query plan: whether it was there. */
  readonly onPlan: (found: boolean) => void;
  /** SUBGRAPH_URL_<CODE> overrides where a subgraph is called. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: FastifyBaseLogger;
}

/** Apollo Gateway over a supergraph that may change while it serves. */
export interface Federation {
  readonly gateway: ApolloGateway;
  readonly lifecycle: SupergraphLifecycle;
  readonly plans: Pick<PlanCache, 'size'>;
  /** Stops looking for new supergraphs. */
  stop(): Promise<void>;
}

/** Makes a federation with data sources and an executor of ours. It loads with the Apollo Server that it is given to. */
export function createFederation({ sources, env, log, onPlan, ...parts }: FederationParts): Federation {
  const urlOf = (name: string, url: string) => subgraphUrl({ code: name, url }, env);
  const plans = new PlanCache(onPlan);
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
      parts.onServe(checked);
      // Connections of subgraphs that are gone or have moved stay for the requests that may still need them.
      void underWay.ended().then(() => sources.closeOthers(served?.subgraphs ?? checked.subgraphs));
    },
  });
  const executor = new PlanExecutor();
  const gateway = new ApolloGateway({
    supergraphSdl: lifecycle,
    queryPlannerConfig: { cache: plans },
    experimental_didResolveQueryPlan: executor.learn,
    __exposeQueryPlanExperimental: false,
    logger: log,
    buildService: ({ name, url }) => sourceOf(sources, name, urlOf(name, url ?? '')),
  });
  gateway.executor = executor.before(gateway.executor, { schema: () => gateway.schema, onPlan });
  answerInStep(gateway, underWay);
  return {
    gateway,
    lifecycle,
    plans,
    stop: async () => {
      lifecycle.stop();
      await thread.close();
    },
  };
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
    const errors = validate(schema, context.document).map(({ message }) => new GraphQLError(message, { extensions }));
    return errors.length > 0 ? { errors } : underWay.run(() => executor(context));
  };
}
