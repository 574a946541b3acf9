import { buildSubgraphSchema } from '@apollo/subgraph';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { DocumentNode, GraphQLError } from 'graphql';
import mercurius from 'mercurius';
import { applyAccess } from './access.js';
import type { SubgraphConfig } from './config.js';
import { kitError, OneVisitError } from './errors.js';
import { ASSERTION_HEADER, createAssertionVerifier, readTrustedKeys } from './identity/assertion.js';
import { publicViewer, type Viewer } from './identity/viewer.js';
import { maskError } from './mask.js';
import { createMetrics } from './metrics.js';

/** What every resolver's context holds. */
export interface RequestContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
}

/** Resolver map, as `buildSubgraphSchema` takes it. */
export type Resolvers = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
>;

/** A subgraph to serve. */
export interface SubgraphOptions<Context extends RequestContext> {
  /** Its code; assertions must be addressed to it. */
  readonly name: string;
  /** Department that owns every row; null where rows decide (the joint subgraph). */
  readonly owner: string | null;
  readonly typeDefs: DocumentNode;
  readonly resolvers: Resolvers;
  readonly config: SubgraphConfig;
  /** Adds to a request's context what its resolvers need, such as loaders that batch within the request. */
  readonly context: (base: RequestContext) => Context;
  /** Resolves when the subgraph can serve, rejects when it cannot (its database is away). */
  readonly ready: () => Promise<void>;
  /** Called when the server has stopped taking requests. */
  readonly onClose: () => Promise<void>;
}

/** A subgraph that serves. */
export interface RunningSubgraph {
  readonly url: string;
  readonly log: FastifyBaseLogger;
  /** Stops taking requests, finishes those under way, frees what the subgraph holds. */
  close(): Promise<void>;
}

/** Longer than any client of ours keeps an idle connection, so that none is used as it closes. */
const KEEP_ALIVE_MS = 75_000;

/** Largest request: five thousand pool entries take some four megabytes. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** Request bodies as they arrived, for the digest in the assertion. */
const bodies = new WeakMap<FastifyRequest, Buffer>();
const viewers = new WeakMap<FastifyRequest, Viewer>();

/**
 * Serves a subgraph: `POST /graphql` for callers with a valid assertion, `/healthz` (alive), `/readyz` (can serve),
 * `/metrics` (Prometheus); JSON logs with request ids.
 */
export async function startSubgraph<Context extends RequestContext>(
  options: SubgraphOptions<Context>,
): Promise<RunningSubgraph> {
  const { config } = options;
  const app = Fastify({
    logger: { level: config.logLevel, base: { subgraph: options.name } },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestIdHeader: 'x-request-id',
    forceCloseConnections: 'idle',
  });
  keepRawBodies(app);
  const metrics = createMetrics(options.name);
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    await options.ready().catch((cause: unknown) => {
      app.log.warn({ err: cause }, 'not ready');
      return reply.code(503);
    });
    return { status: reply.statusCode === 503 ? 'not ready' : 'ready' };
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  const verifier = createAssertionVerifier(options.name, await readTrustedKeys(config.trustedKeys));
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.url !== '/graphql') return;
    const assertion = request.headers[ASSERTION_HEADER];
    const body = bodies.get(request);
    if (body === undefined) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'only POST with a JSON body' });
    viewers.set(request, await verifier.verify(typeof assertion === 'string' ? assertion : undefined, body));
  });
  app.addHook('onResponse', async (request, reply) => metrics.observe(request, reply));
  app.setErrorHandler(answerError);
  await app.register(mercurius, {
    schema: applyAccess(
      buildSubgraphSchema({ typeDefs: options.typeDefs, resolvers: options.resolvers }),
      options.owner,
    ),
    path: '/graphql',
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    context: (request): RequestContext =>
      options.context({ viewer: viewers.get(request) ?? publicViewer, requestId: request.id, log: request.log }),
    errorFormatter: (execution, context) => {
      const base = context as unknown as Partial<RequestContext>;
      const errors =
        execution.errors?.map((error) => maskError(error, base.requestId ?? '', base.log ?? app.log)) ?? [];
      return { statusCode: 200, response: { data: execution.data ?? null, errors: errors as GraphQLError[] } };
    },
  });
  app.addHook('onClose', options.onClose);
  const url = await app.listen({ port: config.port, host: config.host });
  return { url: `${url}/graphql`, log: app.log, close: () => app.close() };
}

/** Parses JSON bodies and keeps their bytes until the request is answered. */
function keepRawBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    bodies.set(request, bytes);
    try {
      done(null, JSON.parse(bytes.toString('utf8')));
    } catch {
      done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
    }
  });
}

/** Answers what fails before GraphQL runs, in GraphQL's form. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof OneVisitError) {
    const statusCode = error.code === 'OV_KIT_UNAUTHENTICATED' ? 401 : 400;
    return reply.code(statusCode).send({ errors: [{ message: error.message, extensions: error.extensions }] });
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode !== undefined && statusCode < 500) {
    return reply.code(statusCode).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  }
  request.log.error({ err: error }, 'request failed');
  const internal = kitError('OV_KIT_INTERNAL', { requestId: request.id });
  return reply.code(500).send({ errors: [{ message: internal.message, extensions: internal.extensions }] });
}
