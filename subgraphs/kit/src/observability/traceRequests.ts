import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where each request that is traced stands in its trace. */
const places = new WeakMap<FastifyRequest, Context>();

/**
 * Makes a span of every request of one route, as a part of the trace that the caller names in `traceparent`, and the
 * place where all spans stand that are made while it is answered. Of what a caller sends, only that header is read.
 * @see https://www.w3.org/TR/trace-context/
 */
export function traceRequests(app: FastifyInstance, route: string): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url !== route) return done();
    const place = beginRequest(request, reply, route);
    places.set(request, place);
    context.with(place, done);
  });
  // Where a body has been read in between, what follows comes from the socket's events, which belong to no request.
  app.addHook('preValidation', (request, _reply, done) => withinTrace(request, done));
}

/** Does something as a part of a request's trace, where it has one. */
export function withinTrace<Result>(request: FastifyRequest, work: () => Result): Result {
  const place = places.get(request);
  return place === undefined ? work() : context.with(place, work);
}

/** Headers that make a call from here a part of the current trace; none where traces are off. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

function beginRequest(request: FastifyRequest, reply: FastifyReply, route: string): Context {
  const { traceparent } = request.headers;
  const caller = propagation.extract(ROOT_CONTEXT, { traceparent });
  const attributes = {
    'http.request.method': request.method,
    'http.route': route,
    'onevisit.request_id': request.id,
  };
  const options = { kind: SpanKind.SERVER, attributes };
  const span = trace.getTracer('onevisit').startSpan(`${request.method} ${route}`, options, caller);
  // `close` comes whether the answer was sent whole or the caller went away; Fastify's own hooks do not say.
  reply.raw.once('close', () => endRequest(span, reply));
  return trace.setSpan(caller, span);
}

function endRequest(span: Span, { statusCode }: FastifyReply): void {
  span.setAttribute('http.response.status_code', statusCode);
  if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
