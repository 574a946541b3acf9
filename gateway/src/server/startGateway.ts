import { createAssertionSigner, publicViewer } from '@onevisit/kit/identity';
import type { FastifyBaseLogger } from 'fastify';
import { resolveDocuments } from '../documents/resolveDocument.js';
import { safelist } from '../documents/safelist.js';
import { type ClientIdentity, createClientIdentity } from '../identity/clientIdentity.js';
import { createGatewayMetrics, type GatewayMetrics } from '../observability/metrics.js';
import { operationReport } from '../observability/operationReport.js';
import { serveOperations } from '../observability/serveOperations.js';
import { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { createGraph } from '../supergraph/createGraph.js';
import { createSupergraphMetrics } from '../supergraph/supergraphMetrics.js';
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
  const app = createHttpServer(config.logLevel);
  const metrics = createGatewayMetrics();
  const sources = await createSources(config, metrics, app.log);
  const graph = createGraph({
    settings: config.supergraph,
    sources,
    metrics: createSupergraphMetrics(metrics.registry),
    env: config.env,
    log: app.log,
  });
  const server = createApolloServer({
    gateway: graph.gateway,
    documents: graph.documents,
    log: app.log,
    plugins: [operationReport(app.log, metrics), safelist(graph.documents), ...graph.responses.plugins()],
  });
  let phase: GatewayPhase = { name: 'loading' };
  serveOperations(app, { metrics, phase: () => phase, supergraph: () => graph.lifecycle.phase });
  await serveGraphiql(app);
  await server.start();
  resolveDocuments(app, graph.documents);
  serveGraphql(app, server, await createIdentity(config));
  const url = await app.listen({ port: config.port, host: config.host });
  phase = { name: 'serving' };
  const watching = graph.lifecycle.watch();
  return {
    url,
    async close() {
      phase = { name: 'draining' };
      await graph.stop();
      await watching;
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
  { keys, limits }: GatewayConfig,
  metrics: GatewayMetrics,
  log: FastifyBaseLogger,
): Promise<SubgraphSources> {
  return new SubgraphSources({
    signer: keys === undefined ? undefined : await createAssertionSigner(keys.keyFile),
    limits,
    observe: (call) => {
      metrics.observeSubgraphCall(call);
      if (call.outcome !== 'ok') log.warn({ ...call, cause: undefined, err: call.cause }, 'subgraph call failed');
    },
  });
}

/** An open gateway knows nobody: whatever a request brings along, it asks as the public. */
async function createIdentity({ keys }: GatewayConfig): Promise<ClientIdentity> {
  if (keys === undefined) return { viewerOf: async () => publicViewer };
  return createClientIdentity({ jwks: keys.clientJwks, issuer: keys.clientIssuer });
}
