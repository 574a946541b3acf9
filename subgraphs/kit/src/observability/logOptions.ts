import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import type { LoggerOptions } from 'pino';
import { errorForLog } from './errorForLog.js';

/** Members of a logged object, at its top or one level down, that are tokens or tell of persons. */
const NEVER_LOGGED = ['authorization', 'assertion', 'body', 'cookie', 'headers', 'token', 'variables', 'viewer'];

/**
 * Options of a process's log: JSON lines, whose errors say what a log may keep (see errorForLog), whose requests say their
 * method and path, which hide what is a token or tells of a person should anybody log it, and which name the trace that
 * they belong to where traces are on.
 * @param base stands on every line
 */
export function logOptions(level: string, base: Readonly<Record<string, string | number>>) {
  return {
    level,
    base: { ...base },
    serializers: { err: errorForLog, req: requestForLog },
    redact: { paths: NEVER_LOGGED.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
    mixin: traceForLog,
  } satisfies LoggerOptions;
}

/** Without the query string, in which a GET has its variables. */
function requestForLog({ method, url }: FastifyRequest) {
  return { method, path: url.split('?', 1)[0] ?? '' };
}

/** Named as OpenTelemetry names them in logs that are not its own. */
function traceForLog(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
