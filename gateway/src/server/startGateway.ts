import { createAssertionSigner, publicViewer } from '@onevisit/kit/identity';
import { startTracing, traceRequests } from '@onevisit/kit/observability';
import type { FastifyBaseLogger } from 'fastify';
import { type Gateway, guardGateway } from '../access/guardGateway.js';
import { resolveDocuments } from '../documents/resolveDocument.js';
import { safelist } from '../documents/safelist.js';
import { type ClientIdentity, createClientIdentity } from '../identity/clientIdentity.js';
import { countRequests } from '../observability/countRequests.js';
import { createGatewayMetrics, type GatewayMetrics } from '../observability/GatewayMetrics.js';
import { operationReport } from '../observability/operationReport.js';
import { serveOperations } from '../observability/serveOperations.js';
import { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { createGraph, type Graph } from '../supergraph/createGraph.js';
import { createSupergraphMetrics } from '../supergraph/supergraphMetrics.js';
import { createApolloServer } from './createApolloServer.js';
import { createHttpServer } from './createHttpServer.js';
import { drainable } from './drain.js';
import type { GatewayPhase } from './GatewayPhase.js';
import { serveGraphiql } from './graphiql.js';
import { type GatewayConfig, readGatewayConfig } from './readGatewayConfig.js';
import { GRAPHQL_PATH, PUBLIC_PATH, serveGraphql } from './serveGraphql.js';

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
 * Starts the gateway: `/graphql` and `/public/graphql`, GraphiQL at `/` and `/public`, `/healthz`, `/readyz`, `/metrics`.
 * @param env see readGatewayConfig; SUBGRAPH_URL_<CODE> overrides where a subgraph is called
 * @throws OV_GATEWAY_CONFIG, OV_SCHEMA_SUPERGRAPH_MISSING; whatever Apollo Gateway says of a bad supergraph
 */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<RunningGateway> {
  const config = readGatewayConfig(env);
  const tracing = await startTracing('gateway', config.traces);
  const app = createHttpServer(config);
  if (tracing !== undefined) for (const path of [GRAPHQL_PATH, PUBLIC_PATH]) traceRequests(app, path);
  const drain = drainable(app);
  let phase: GatewayPhase = { name: 'loading' };
  const metrics = createGatewayMetrics({
    isReady: () => phase.name === 'serving',
    subgraphs: () => sources.states(),
    plans: () => graph.planCount(),
  });
  countRequests(app, [GRAPHQL_PATH, PUBLIC_PATH], metrics);
  const sources = await createSources(config, metrics, app.log);
  const graph = createGraph({
    settings: config.supergraph,
    sources,
    metrics: createSupergraphMetrics(metrics.registry),
    env: config.env,
    log: app.log,
  });
  const { server, publicServer } = createServers(config, graph, metrics, app.log);
  serveOperations(app, {
    registry: metrics.registry,
    phase: () => phase,
    supergraph: () => graph.lifecycle.phase,
  });
  await serveGraphiql(app);
  // The public one first: it then changes with every supergraph that the other takes up, the first one included.
  await publicServer.start();
  await server.start();
  resolveDocuments(app, GRAPHQL_PATH, graph.documents);
  resolveDocuments(app, PUBLIC_PATH, graph.publicDocuments);
  const { hasPublicVariant, documents } = graph;
  const served = { server, publicServer, hasPublicVariant, documents };
  await serveGraphql(app, served, await createIdentity(config), config.requestLimits);
  const url = await app.listen({ port: config.port, host: config.host });
  phase = { name: 'serving' };
  const watching = graph.lifecycle.watch();
  return {
    url,
    async close() {
      phase = { name: 'draining' };
      app.log.info(config.drain, 'draining');
      await graph.stop();
      await watching;
      await drain(config.drain);
      await server.stop();
      await publicServer.stop();
      await sources.close();
      await tracing?.stop();
      app.log.info('stopped');
    },
    longestCloseMs: config.longestCloseMs,
  };
}

/** A server of the whole graph, and one of its public variant. */
function createServers(
  { keys, requestLimits: limits }: GatewayConfig,
  graph: Graph,
  metrics: GatewayMetrics,
  log: FastifyBaseLogger,
) {
  const { documents, publicDocuments, responses } = graph;
  const report = operationReport({ log, metrics, nameOfDocument: (id) => documents.nameOf(id) });
  // An open gateway knows nobody, so that nobody could be refused.
  const guarded = (gateway: Gateway) => (keys === undefined ? gateway : guardGateway(gateway));
  return {
    server: createApolloServer({
      gateway: guarded(graph.gateway),
      documents,
      log,
      limits,
      plugins: [report, safelist(documents), ...responses.plugins('whole')],
    }),
    publicServer: createApolloServer({
      gateway: guarded(graph.publicGateway),
      documents: publicDocuments,
      log,
      // Nobody is signed in there, and its schema is nobody's secret.
      limits: limits.introspection === 'signed-in' ? { ...limits, introspection: 'all' } : limits,
      plugins: [report, safelist(publicDocuments), ...responses.plugins('public')],
    }),
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
      metrics.subgraphCalled(call);
      if (call.outcome !== 'ok') log.warn({ ...call, cause: undefined, err: call.cause }, 'subgraph call failed');
    },
  });
}

/** An open gateway knows nobody: whatever a request brings along, it asks as the public. */
async function createIdentity({ keys }: GatewayConfig): Promise<ClientIdentity> {
  if (keys === undefined) return { viewerOf: async () => publicViewer };
  return createClientIdentity({ jwks: keys.clientJwks, issuer: keys.clientIssuer });
}
