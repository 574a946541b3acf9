import { trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { withinTrace } from './traceRequests.js';

/** What is known of a request's operation once it was read. */
interface KnownOperation {
  readonly operation: string | null;
  readonly type: string;
  readonly errors: readonly string[];
}

/** Names are the caller's to choose; of one that is longer, a log keeps the beginning. */
const LONGEST_NAME = 100;

/**
 * Puts a line on the log for every operation: its name, kind, duration, and the codes of its errors; never its variables.
 * Its name and kind go to its span too.
 */
export class OperationLog {
  readonly #known = new WeakMap<FastifyRequest, KnownOperation>();

  /** Told of the document of a request that is valid. */
  read(request: FastifyRequest, document: DocumentNode): void {
    const definition = getOperationAST(document);
    if (!definition) return;
    const known = nameOf(definition);
    this.#known.set(request, { ...known, errors: [] });
    trace.getActiveSpan()?.setAttributes({
      'graphql.operation.type': known.type,
      ...(known.operation === null ? {} : { 'graphql.operation.name': known.operation }),
    });
  }

  /** Told of the codes of the errors that a request is answered with. */
  failed(request: FastifyRequest, errors: readonly string[]): void {
    const known = this.#known.get(request) ?? { operation: null, type: 'unknown' };
    this.#known.set(request, { ...known, errors });
  }

  /** Writes the line, when a request has been answered. */
  answered(request: FastifyRequest, reply: FastifyReply, role: string | undefined): void {
    const known = this.#known.get(request) ?? { operation: null, type: 'unknown', errors: [] };
    const line = { ...known, role: role ?? null, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    withinTrace(request, () => request.log.info(line, 'operation'));
  }
}

function nameOf({ name, operation }: OperationDefinitionNode): Pick<KnownOperation, 'operation' | 'type'> {
  return { operation: name?.value.slice(0, LONGEST_NAME) ?? null, type: operation };
}
