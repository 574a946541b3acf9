import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { GatewayMetrics } from './GatewayMetrics.js';
import type { AnsweredOperation } from './operationMetrics.js';

/** Names are the client's to choose; of one that is longer, the log keeps the beginning. */
const LONGEST_NAME = 100;

const INTERNAL: string = ApolloServerErrorCode.INTERNAL_SERVER_ERROR;

/** The name that metrics give to what has none of ours: clients name their operations as they like. */
const OTHER = 'other';

/** What a report is made from. */
export interface OperationReportParts {
  readonly log: FastifyBaseLogger;
  readonly metrics: Pick<GatewayMetrics, 'operationAnswered'>;
  /**
   * The name of a document that stands in the manifest of persisted documents, by the SHA-256 of its text in hexadecimal;
   * undefined for any other.
   */
  readonly nameOfDocument: (hash: string) => string | undefined;
}

/**
 * Reports every operation: a line on the log with its name, kind, duration and error codes (never variables or tokens),
 * and the metrics. What is masked for the client stands on the log in full.
 */
export function operationReport(parts: OperationReportParts): ApolloServerPlugin<GatewayContext> {
  const { log, metrics, nameOfDocument } = parts;
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (codeOf(error) === INTERNAL) {
              log.error({ requestId: contextValue.requestId, err: error.originalError ?? error }, 'operation failed');
            }
          }
        },
        async willSendResponse(requestContext) {
          const { contextValue, operationName, queryHash, errors = [] } = requestContext;
          const seconds = (performance.now() - started) / 1000;
          const operation = (queryHash && nameOfDocument(queryHash)) || OTHER;
          const answered = { type: requestContext.operation?.operation ?? 'unknown', status: statusOf(requestContext) };
          metrics.operationAnswered({ operation, ...answered, seconds });
          log.info(
            {
              requestId: contextValue.requestId,
              role: contextValue.viewer.role,
              operation: operationName?.slice(0, LONGEST_NAME) ?? null,
              ...answered,
              ms: Math.round(seconds * 1000),
              errors: [...new Set(errors.map(codeOf))],
            },
            'operation',
          );
        },
      };
    },
  };
}

/** Apollo Server gives an unexpected error its code only when it formats it, which comes later. */
function codeOf({ extensions }: GraphQLError): unknown {
  return extensions.code ?? INTERNAL;
}

function statusOf({
  response: { body },
  errors = [],
}: GraphQLRequestContextWillSendResponse<GatewayContext>): AnsweredOperation['status'] {
  const hasData = body.kind === 'single' && body.singleResult.data != null;
  if (errors.length === 0) return 'ok';
  return hasData ? 'partial' : 'error';
}
