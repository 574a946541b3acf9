import { buildSubgraphSchema } from '@apollo/subgraph';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError } from 'graphql';
import mercurius from 'mercurius';
import * as z from 'zod';
import { applyAccess } from './access.js';
import type { SubgraphConfig } from './config.js';
import { kitError, OneVisitError, reasonOf } from './errors.js';
import {
  ASSERTION_HEADER,
  type AssertionVerifier,
  createAssertionVerifier,
  readTrustedKeys,
} from './identity/assertion.js';
import { createFileKeys } from './identity/fileKeys.js';
import type { Viewer } from './identity/viewer.js';
import { maskError } from './mask.js';
import { createMetrics } from './metrics.js';
import { logOptions } from './observability/logOptions.js';
import { OperationLog } from './observability/operationLog.js';
import { traceRequests } from './observability/traceRequests.js';
import { startTracing } from './observability/tracing.js';
import { readVariables } from './variables.js';

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

const GRAPHQL_PATH = '/graphql';

/** A request's body (GraphQL over HTTP, section 5.4). */
const graphqlRequest = z.looseObject({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** Longer than any client of ours keeps an idle connection, so that none is used as it closes. */
const KEEP_ALIVE_MS = 75_000;

/** Largest request: five thousand pool entries take some four megabytes. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** From this many characters on it matters how often an answer is encoded. */
const LONG_ANSWER = 64 * 1024;

/** Who asks, of requests whose assertion holds. */
const viewers = new WeakMap<FastifyRequest, Viewer>();

/**
 * Serves a subgraph: `POST /graphql` for callers with a valid assertion, `/healthz` (alive), `/readyz` (can serve),
 * `/metrics` (Prometheus); JSON logs with request ids.
 * @throws OV_KIT_CONFIG, OV_KIT_CANNOT_LISTEN; nothing is left open then
 */
export async function startSubgraph<Context extends RequestContext>(
  options: SubgraphOptions<Context>,
): Promise<RunningSubgraph> {
  const { config } = options;
  const tracing = await startTracing(options.name, config.traces ?? 'none');
  const app = Fastify({
    logger: logOptions(config.logLevel, { subgraph: options.name }),
    // One line an operation, by OperationLog, instead of two a request.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestIdHeader: 'x-request-id',
    forceCloseConnections: 'idle',
  });
  if (tracing !== undefined) traceRequests(app, GRAPHQL_PATH);
  app.addHook('onClose', options.onClose);
  app.addHook('onClose', () => tracing?.stop());
  endConnectionsOnClose(app);
  encodeLongAnswersOnce(app);
  answerInTheTypeAsked(app);
  try {
    app.setErrorHandler(answerError);
    // Mercurius' schemas of its own routes take a validator a tenth of the start to compile; `graphqlRequest` says the same.
    app.setValidatorCompiler(() => () => true);
    addProbes(app, options);
    const keys = await createFileKeys(config.trustedKeys, readTrustedKeys);
    requireAssertions(app, createAssertionVerifier(options.name, keys));
    await addGraphql(app, options);
    const url = await listen(app, config);
    return { url: `${url}/graphql`, log: app.log, close: () => app.close() };
  } catch (cause) {
    await app.close();
    throw cause;
  }
}

/** A connection whose request is under way as the server closes is kept alive, and would hold the server open with it. */
function endConnectionsOnClose(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/**
 * A long answer becomes bytes once: of a text, Fastify measures them for the content's length, and Node measures them
 * again to write them.
 */
function encodeLongAnswersOnce(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, _reply, payload) =>
    typeof payload === 'string' && payload.length > LONG_ANSWER ? Buffer.from(payload) : payload,
  );
}

/** Mercurius answers `application/json` whatever the caller accepts; the body is the same for GraphQL's own type. */
function answerInTheTypeAsked(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const isAsked = request.headers.accept?.includes('application/graphql-response+json') === true;
    if (isAsked && request.routeOptions.url === GRAPHQL_PATH) {
      reply.header('content-type', 'application/graphql-response+json; charset=utf-8');
    }
  });
}

function listen(app: FastifyInstance, { host, port }: SubgraphConfig): Promise<string> {
  return app.listen({ port, host }).catch((cause: unknown) => {
    throw kitError('OV_KIT_CANNOT_LISTEN', { host, port, problem: reasonOf(cause) });
  });
}

/** What those who run the process ask: is it alive, can it serve, how does it do. */
function addProbes(
  app: FastifyInstance,
  { name, ready }: Pick<SubgraphOptions<RequestContext>, 'name' | 'ready'>,
): void {
  const metrics = createMetrics(name);
  app.addHook('onResponse', async (request, reply) => metrics.observe(request, reply));
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ready' };
    } catch (cause) {
      app.log.warn({ err: cause }, 'not ready');
      reply.code(503);
      return { status: 'not ready' };
    }
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}

/**
 * Lets nobody past without a valid assertion over the bytes of the body as they arrived; they are read as JSON only
 * after that. What has no JSON body (GET, another content type) has no assertion either.
 */
function requireAssertions(app: FastifyInstance, verifier: AssertionVerifier): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    const assertion = request.headers[ASSERTION_HEADER];
    verifier.verify(typeof assertion === 'string' ? assertion : undefined, bytes).then((viewer) => {
      viewers.set(request, viewer);
      parseJson(request, bytes.toString('utf8'), done);
    }, done);
  });
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.url !== GRAPHQL_PATH) return;
    viewerOf(request);
    const parsed = graphqlRequest.safeParse(request.body);
    if (!parsed.success) throw kitError('OV_KIT_BAD_REQUEST', { problem: z.prettifyError(parsed.error) });
  });
}

function viewerOf(request: FastifyRequest): Viewer {
  const viewer = viewers.get(request);
  if (viewer === undefined) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'only POST with a JSON body' });
  return viewer;
}

async function addGraphql<Context extends RequestContext>(
  app: FastifyInstance,
  options: SubgraphOptions<Context>,
): Promise<void> {
  const log = new OperationLog();
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url === GRAPHQL_PATH) log.answered(request, reply, viewers.get(request)?.role);
  });
  await app.register(mercurius, {
    schema: applyAccess(
      buildSubgraphSchema({ typeDefs: options.typeDefs, resolvers: options.resolvers }),
      options.owner,
    ),
    path: GRAPHQL_PATH,
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    // What fails before the execution is answered like everything else, by `answerError`.
    errorHandler: false,
    context: (request): RequestContext =>
      options.context({ viewer: viewerOf(request), requestId: request.id, log: request.log }),
    errorFormatter: (execution, context) => {
      const base = context as unknown as RequestContext;
      const errors = execution.errors?.map((error) => maskError(error, base.requestId, base.log)) ?? [];
      log.failed(context.reply.request, errors.map(codeOf));
      return { statusCode: 200, response: { data: execution.data ?? null, errors: errors as GraphQLError[] } };
    },
  });
  app.graphql.addHook('preExecution', async (schema, document, context, variables) => {
    log.read(context.reply.request, document);
    return { variables: readVariables(schema, document, variables) };
  });
}

function codeOf({ extensions }: GraphQLFormattedError): string {
  return typeof extensions?.code === 'string' ? extensions.code : 'unknown';
}

/** Answers what fails before GraphQL runs, in GraphQL's form. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof OneVisitError) {
    const statusCode = error.code === 'OV_KIT_UNAUTHENTICATED' ? 401 : 400;
    return reply.code(statusCode).send({ errors: [{ message: error.message, extensions: error.extensions }] });
  }
  const { statusCode, message, errors } = error as { statusCode?: number; message?: string; errors?: unknown };
  if (Array.isArray(errors) && errors.every((part) => part instanceof GraphQLError)) {
    return reply.code(400).send({ errors: errors.map((part) => maskError(part, request.id, request.log)) });
  }
  if (statusCode !== undefined && statusCode < 500) {
    const refused = kitError('OV_KIT_BAD_REQUEST', { problem: message ?? String(statusCode) });
    return reply.code(statusCode).send({ errors: [{ message: refused.message, extensions: refused.extensions }] });
  }
  request.log.error({ err: error }, 'request failed');
  const internal = kitError('OV_KIT_INTERNAL', { requestId: request.id });
  return reply.code(500).send({ errors: [{ message: internal.message, extensions: internal.extensions }] });
}
