import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { OneVisitError } from '@onevisit/kit/errors';
import { logOptions } from '@onevisit/kit/observability';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { destination } from 'pino';
import { gatewayError } from '../errors.js';
import type { GatewayConfig } from './readGatewayConfig.js';

/** A save of 5,000 pool entries takes some four megabytes. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** Longer than clients and balancers keep an idle connection (60 s as a rule), so that none is used as it closes. */
const KEEP_ALIVE_MS = 75_000;

/** How long a request may take to arrive, body and all: a slow line brings four megabytes in that time. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Lines are written together, a tenth of a second late at most, or when the process ends: one by one, they would be a
 * request's dearest call of the system. A process that is killed takes its last tenth of a second with it.
 */
const LOG_OUTPUT = { dest: 1, sync: false, minLength: 4096, periodicFlush: 100 } as const;

/** What of the configuration the HTTP server takes. */
export type HttpServerOptions = Pick<GatewayConfig, 'logLevel' | 'trustedProxies'>;

/** The HTTP server, still without routes: it gives every request its id, and answers what fails before GraphQL runs. */
export function createHttpServer({ logLevel, trustedProxies }: HttpServerOptions): FastifyInstance {
  const app = Fastify({
    logger: {
      ...logOptions(logLevel, { process: 'gateway', ...(cluster.worker ? { worker: cluster.worker.id } : {}) }),
      stream: destination(LOG_OUTPUT),
    },
    // One line an operation, by operationReport, instead of two a request.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What arrives on a connection that is about to be closed is answered all the same: see `drainable`.
    return503OnClosing: false,
    // A client's own request id is not taken over: it goes on to the departments and on every log.
    genReqId: () => randomUUID(),
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.setErrorHandler(answerError);
  return app;
}

/** Answers what fails before GraphQL runs (body too large, not JSON, …) in GraphQL's form. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const { message, extensions } = errorOf(status, error);
  return reply.code(status).send({ errors: [{ message, extensions: { ...extensions, http: undefined } }] });
}

function errorOf(status: number, error: unknown): OneVisitError {
  if (error instanceof OneVisitError) return error;
  if (status === 413) return gatewayError('OV_GATEWAY_BODY_TOO_LARGE', { limit: BODY_LIMIT_BYTES });
  if (status >= 500 || !(error instanceof Error)) return gatewayError('OV_GATEWAY_INTERNAL');
  return gatewayError('OV_GATEWAY_BAD_REQUEST', { problem: error.message });
}

/** Errors of ours say their status as those of GraphQL do, in `extensions.http`. */
function statusOf(error: unknown): number {
  if (error instanceof OneVisitError) {
    const { http } = error.extensions as { readonly http?: { readonly status?: number } };
    return http?.status ?? 400;
  }
  const hasStatus = typeof error === 'object' && error !== null && 'statusCode' in error;
  return hasStatus && typeof error.statusCode === 'number' ? error.statusCode : 500;
}
