import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { AnsweredOperation, GatewayMetrics } from './metrics.js';

/**
 * Reports every operation: a line on the log with its name, kind, duration and error codes (never variables or tokens),
 * and the metrics. What is masked for the client stands on the log in full.
 */
export function operationReport(log: FastifyBaseLogger, metrics: GatewayMetrics): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (error.extensions.code === 'INTERNAL_SERVER_ERROR') {
              log.error({ requestId: contextValue.requestId, err: error.originalError ?? error }, 'operation failed');
            }
          }
        },
        async willSendResponse(requestContext) {
          const operation = answered(requestContext, (performance.now() - started) / 1000);
          metrics.observeOperation(operation);
          log.info(
            {
              requestId: requestContext.contextValue.requestId,
              role: requestContext.contextValue.viewer.role,
              operation: requestContext.operationName ?? null,
              ...operation,
              errors: requestContext.errors?.map((error) => error.extensions.code),
            },
            'operation',
          );
        },
      };
    },
  };
}

function answered(
  requestContext: GraphQLRequestContextWillSendResponse<GatewayContext>,
  seconds: number,
): AnsweredOperation {
  const { response, operation, errors } = requestContext;
  const hasData = response.body.kind === 'single' && response.body.singleResult.data != null;
  const status = errors === undefined || errors.length === 0 ? 'ok' : hasData ? 'partial' : 'error';
  return { type: operation?.operation ?? 'unknown', status, seconds };
}
