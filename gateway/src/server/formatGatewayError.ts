import { ApolloServerErrorCode } from '@apollo/server/errors';
import { OneVisitError } from '@onevisit/kit/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { gatewayError } from '../errors.js';
import { tooManyTokens } from '../limits/documentLimits.js';
import { isShownCode } from '../subgraphs/subgraphErrors.js';

/** Errors of the request itself, whose text Apollo Server writes for clients. */
const REQUEST_CODES: ReadonlySet<string> = new Set([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.BAD_REQUEST,
]);

/**
 * What a client sees of an error: ours, those that a subgraph's answer brought (already fit to be shown), and those of
 * the request itself as they are; anything else as OV_GATEWAY_INTERNAL. Never a stack trace.
 */
export function formatGatewayError(formatted: GraphQLFormattedError, error?: unknown): GraphQLFormattedError {
  const shown = ownError(error) ?? tooManyTokens(formatted.message) ?? formatted;
  const { stacktrace: _stack, http: _http, ...extensions } = shown.extensions ?? {};
  const path = responsePath(formatted.path);
  if (isShown(extensions)) {
    const message = withoutSuggestion(shown.message);
    return { ...formatted, message, ...(path === undefined ? {} : { path }), extensions };
  }
  const masked = gatewayError('OV_GATEWAY_INTERNAL');
  return {
    message: masked.message,
    ...(path === undefined ? {} : { path }),
    extensions: masked.extensions,
  };
}

/** An error of ours that Apollo Server has put into one of its own, under a code of its own. */
function ownError(error: unknown): OneVisitError | undefined {
  if (error instanceof OneVisitError) return error;
  return error instanceof GraphQLError ? ownError(error.originalError) : undefined;
}

/** Names that a client does not know are not told; graphql-js suggests fields of inputs and enum values, whatever it is told. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}

/** Query plans write `@` for every element of a list: a client gets the path of the list. */
function responsePath(path: GraphQLFormattedError['path']): GraphQLFormattedError['path'] {
  const everyElement = path?.indexOf('@') ?? -1;
  return everyElement < 0 ? path : path?.slice(0, everyElement);
}

function isShown({ code, serviceName }: Readonly<Record<string, unknown>>): boolean {
  if (typeof code !== 'string') return false;
  return code.startsWith('OV_') || REQUEST_CODES.has(code) || (typeof serviceName === 'string' && isShownCode(code));
}
