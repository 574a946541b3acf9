import './telemetryOff.js';
import { randomUUID } from 'node:crypto';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { OneVisitError } from '@onevisit/kit/errors';
import { createAssertionSigner } from '@onevisit/kit/identity';
import { readSupergraph, subgraphUrl } from '@onevisit/schema';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { gatewayError } from '../errors.js';
import { createClientIdentity } from './clientIdentity.js';
import { formatGatewayError } from './formatGatewayError.js';
import type { GatewayContext } from './GatewayContext.js';
import { serveGraphiql } from './graphiql.js';
import { createGatewayMetrics, type GatewayMetrics } from './metrics.js';
import { operationReport } from './operationReport.js';
import { type GatewayConfig, readGatewayConfig } from './readGatewayConfig.js';
import { SubgraphDataSource } from './SubgraphDataSource.js';

/** A gateway that serves. */
export interface RunningGateway {
  /** Where it answers, without a path. */
  readonly url: string;
  /** Stops taking requests, finishes those under way, closes the connections to subgraphs. */
  close(): Promise<void>;
}

/** What the gateway is doing; it is ready in one phase only, whichever departments are up. */
type Phase = { readonly name: 'loading' } | { readonly name: 'serving' } | { readonly name: 'draining' };

/** A save of 5,000 pool entries takes some four megabytes. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** Longer than clients and balancers keep an idle connection (60 s as a rule), so that none is used as it closes. */
const KEEP_ALIVE_MS = 75_000;

/** How long requests under way may take when the gateway is stopped. */
const DRAIN_MS = 5_000;

/** Most selections after fragments are counted each time they are spread; Apollo's own default is ten million. */
const MAX_RECURSIVE_SELECTIONS = 10_000;

/**
 * Starts the gateway: `/graphql`, GraphiQL at `/`, `/healthz`, `/readyz`, `/metrics`.
 * @param env see readGatewayConfig; SUBGRAPH_URL_<CODE> overrides where a subgraph is called
 * @throws OV_GATEWAY_CONFIG, OV_SCHEMA_SUPERGRAPH_MISSING; whatever Apollo Gateway says of a bad supergraph
 */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<RunningGateway> {
  const config = readGatewayConfig(env);
  const app = createHttpServer(config);
  const metrics = createGatewayMetrics();
  const { gateway, sources } = await createFederation(config, app.log, metrics);
  const server = createApolloServer(gateway, app.log, metrics);
  let phase: Phase = { name: 'loading' };
  serveOperations(app, metrics, () => phase);
  await serveGraphiql(app);
  await server.start();
  await serveGraphql(app, server, config);
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
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

function createHttpServer(config: GatewayConfig): FastifyInstance {
  const app = Fastify({
    logger: { level: config.logLevel, base: { process: 'gateway' } },
    // One line an operation, by operationReport, instead of two a request.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    // A client's own request id is not taken over: it goes on to the departments and on every log.
    genReqId: () => randomUUID(),
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.setErrorHandler(answerError);
  return app;
}

async function createFederation(config: GatewayConfig, log: FastifyBaseLogger, metrics: GatewayMetrics) {
  const signer = await createAssertionSigner(config.keyFile);
  const sources: SubgraphDataSource[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: readSupergraph(config.supergraphFile),
    __exposeQueryPlanExperimental: false,
    logger: log,
    buildService: ({ name, url }) => {
      const source = new SubgraphDataSource({
        name,
        url: subgraphUrl({ code: name, url: url ?? '' }, config.env),
        signer,
        limits: config.limits,
        observe: (call) => {
          metrics.observeSubgraphCall(call);
          if (call.outcome !== 'ok') log.warn({ ...call, cause: undefined, err: call.cause }, 'subgraph call failed');
        },
      });
      sources.push(source);
      return source;
    },
  });
  return { gateway, sources };
}

function createApolloServer(gateway: ApolloGateway, log: FastifyBaseLogger, metrics: GatewayMetrics) {
  return new ApolloServer<GatewayContext>({
    gateway,
    logger: log,
    introspection: true,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    includeStacktraceInErrorResponses: false,
    // Signals are the process's business, which closes the HTTP server first.
    stopOnTerminationSignals: false,
    formatError: formatGatewayError,
    plugins: [operationReport(log, metrics), ApolloServerPluginLandingPageDisabled()],
  });
}

async function serveGraphql(app: FastifyInstance, server: ApolloServer<GatewayContext>, config: GatewayConfig) {
  const identity = await createClientIdentity({ jwks: config.clientJwks, issuer: config.clientIssuer });
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: fastifyApolloHandler(server, {
      context: async (request) => ({
        viewer: await identity.viewerOf(request.headers.authorization),
        requestId: request.id,
      }),
    }),
  });
}

function serveOperations(app: FastifyInstance, metrics: GatewayMetrics, phase: () => Phase): void {
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const { name } = phase();
    return reply.code(name === 'serving' ? 200 : 503).send({ status: name === 'serving' ? 'ready' : name });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}

/** Answers what fails before GraphQL runs (body too large, not JSON, …) in GraphQL's form. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  if (status >= 500) request.log.error({ requestId: request.id, err: error }, 'request failed');
  const shown = errorOf(status, error);
  return reply.code(status).send({ errors: [{ message: shown.message, extensions: shown.extensions }] });
}

function errorOf(status: number, error: unknown): OneVisitError {
  if (status === 413) return gatewayError('OV_GATEWAY_BODY_TOO_LARGE', { limit: BODY_LIMIT_BYTES });
  if (status >= 500 || !(error instanceof Error)) return gatewayError('OV_GATEWAY_INTERNAL');
  return gatewayError('OV_GATEWAY_BAD_REQUEST', { problem: error.message });
}

function statusOf(error: unknown): number {
  const hasStatus = typeof error === 'object' && error !== null && 'statusCode' in error;
  return hasStatus && typeof error.statusCode === 'number' ? error.statusCode : 500;
}
