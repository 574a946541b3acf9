import { createAssertionSigner } from '@onevisit/kit/identity';
import { startTracing, traceRequests } from '@onevisit/kit/observability';
import { readSupergraph } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import { createClientIdentity } from '../identity/clientIdentity.js';
import { countRequests } from '../observability/countRequests.js';
import { createGatewayMetrics, type GatewayMetrics } from '../observability/GatewayMetrics.js';
import { operationReport } from '../observability/operationReport.js';
import { serveOperations } from '../observability/serveOperations.js';
import { watchPlanCache } from '../observability/watchPlanCache.js';
import { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { createFederation } from '../supergraph/createFederation.js';
import { createApolloServer } from './createApolloServer.js';
import { createHttpServer } from './createHttpServer.js';
import { drainable } from './drain.js';
import type { GatewayPhase } from './GatewayPhase.js';
import { serveGraphiql } from './graphiql.js';
import { type GatewayConfig, readGatewayConfig } from './readGatewayConfig.js';
import { GRAPHQL_PATH, serveGraphql } from './serveGraphql.js';

/** A gateway that serves. */
export interface RunningGateway {
  /** Where it answers, without a path. */
  readonly url: string;
  /** Says that it is not ready, drains, closes the connections to subgraphs. */
  close(): Promise<void>;
  /** How long that takes at most, in milliseconds. */
  readonly longestCloseMs: number;
}

/**
 * Starts the gateway: `/graphql`, GraphiQL at `/`, `/healthz`, `/readyz`, `/metrics`.
 * @param env see readGatewayConfig; SUBGRAPH_URL_<CODE> overrides where a subgraph is called
 * @throws OV_GATEWAY_CONFIG, OV_SCHEMA_SUPERGRAPH_MISSING; whatever Apollo Gateway says of a bad supergraph
 */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<RunningGateway> {
  const config = readGatewayConfig(env);
  const tracing = await startTracing('gateway', config.traces);
  const app = createHttpServer(config.logLevel);
  if (tracing !== undefined) traceRequests(app, GRAPHQL_PATH);
  const drain = drainable(app);
  let phase: GatewayPhase = { name: 'loading' };
  const metrics = createGatewayMetrics({
    isReady: () => phase.name === 'serving',
    subgraphs: () => sources.states(),
    plans: () => plans(),
  });
  countRequests(app, GRAPHQL_PATH, metrics);
  const sources = await createSources(config, metrics, app.log);
  const gateway = createFederation({
    supergraphSdl: readSupergraph(config.supergraphFile),
    sources,
    env: config.env,
    log: app.log,
  });
  const plans = watchPlanCache(gateway, metrics.planLookedUp);
  const report = operationReport({ log: app.log, metrics, nameOfDocument: () => undefined });
  const server = createApolloServer({ gateway, log: app.log, plugins: [report] });
  serveOperations(app, metrics.registry, () => phase);
  await serveGraphiql(app);
  await server.start();
  serveGraphql(app, server, await createClientIdentity({ jwks: config.clientJwks, issuer: config.clientIssuer }));
  const url = await app.listen({ port: config.port, host: config.host });
  phase = { name: 'serving' };
  return {
    url,
    async close() {
      phase = { name: 'draining' };
      app.log.info(config.drain, 'draining');
      await drain(config.drain);
      await server.stop();
      await sources.close();
      await tracing?.stop();
      app.log.info('stopped');
    },
    longestCloseMs: config.longestCloseMs,
  };
}

async function createSources(
  { keyFile, limits }: GatewayConfig,
  metrics: GatewayMetrics,
  log: FastifyBaseLogger,
): Promise<SubgraphSources> {
  return new SubgraphSources({
    signer: await createAssertionSigner(keyFile),
    limits,
    observe: (call) => {
      metrics.subgraphCalled(call);
      if (call.outcome !== 'ok') log.warn({ ...call, cause: undefined, err: call.cause }, 'subgraph call failed');
    },
  });
}
