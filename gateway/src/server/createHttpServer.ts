import { randomUUID } from 'node:crypto';
import type { OneVisitError } from '@onevisit/kit/errors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { gatewayError } from '../errors.js';

/** A save of 5,000 pool entries takes some four megabytes. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** Longer than clients and balancers keep an idle connection (60 s as a rule), so that none is used as it closes. */
const KEEP_ALIVE_MS = 75_000;

/** The HTTP server, still without routes: it gives every request its id, and answers what fails before GraphQL runs. */
export function createHttpServer(logLevel: string): FastifyInstance {
  const app = Fastify({
    logger: { level: logLevel, base: { process: 'gateway' } },
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
