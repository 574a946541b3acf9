import { createAssertionSigner } from '@onevisit/kit/identity';
import { readSupergraph } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import { guardGateway } from '../access/guardGateway.js';
import { createClientIdentity } from '../identity/clientIdentity.js';
import { createGatewayMetrics, type GatewayMetrics } from '../observability/metrics.js';
import { operationReport } from '../observability/operationReport.js';
import { serveOperations } from '../observability/serveOperations.js';
import { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { createFederation } from '../supergraph/createFederation.js';
import { createApolloServer } from './createApolloServer.js';
import { createHttpServer } from './createHttpServer.js';
import type { GatewayPhase } from './GatewayPhase.js';
import { serveGraphiql } from './graphiql.js';
import { type GatewayConfig, readGatewayConfig } from './readGatewayConfig.js';
import { serveGraphql } from './serveGraphql.js';

/** A gateway that serves. */
export interface RunningGateway {
  /** Where it answers, without a path. */
  readonly url: string;
  /** Stops taking requests, finishes those under way, closes the connections to subgraphs. */
  close(): Promise<void>;
}

/** How long requests under way may take when the gateway is stopped. */
const DRAIN_MS = 5_000;

/**
 * Starts the gateway: `/graphql`, GraphiQL at `/`, `/healthz`, `/readyz`, `/metrics`.
 * @param env see readGatewayConfig; SUBGRAPH_URL_<CODE> overrides where a subgraph is called
 * @throws OV_GATEWAY_CONFIG, OV_SCHEMA_SUPERGRAPH_MISSING; whatever Apollo Gateway says of a bad supergraph
 */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<RunningGateway> {
  const config = readGatewayConfig(env);
  const app = createHttpServer(config);
  const metrics = createGatewayMetrics();
  const sources = await createSources(config, metrics, app.log);
  const gateway = createFederation({
    supergraphSdl: readSupergraph(config.supergraphFile),
    sources,
    env: config.env,
    log: app.log,
  });
  const server = createApolloServer({
    gateway: guardGateway(gateway),
    log: app.log,
    limits: config.requestLimits,
    plugins: [operationReport(app.log, metrics)],
  });
  let phase: GatewayPhase = { name: 'loading' };
  serveOperations(app, metrics, () => phase);
  await serveGraphiql(app);
  await server.start();
  const identity = await createClientIdentity({ jwks: config.clientJwks, issuer: config.clientIssuer });
  await serveGraphql(app, server, identity, config.requestLimits.rate);
  const url = await app.listen({ port: config.port, host: config.host });
  phase = { name: 'serving' };
  return {
    url,
    async close() {
      phase = { name: 'draining' };
      // A client that reads slowly, or not at all, must not hold up the end.
      const cut = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await app.close();
      clearTimeout(cut);
      await server.stop();
      await sources.close();
    },
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
      metrics.observeSubgraphCall(call);
      if (call.outcome !== 'ok') log.warn({ ...call, cause: undefined, err: call.cause }, 'subgraph call failed');
    },
  });
}
