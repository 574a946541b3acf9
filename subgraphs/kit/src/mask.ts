import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { kitError, OneVisitError } from './errors.js';

/**
 * What a caller sees of an error: errors of a catalogue, and what GraphQL objects to in the request, as they are;
 * anything else as OV_KIT_INTERNAL with the request's id, and on the log in full.
 *
 * A GraphQLError with a path comes out of the execution (a value that is not of its enum, a null where none may be): it
 * tells of the subgraph's data, not of the request, and is masked.
 */
export function maskError(error: GraphQLError, requestId: string, log: FastifyBaseLogger): GraphQLFormattedError {
  const cause = rootOf(error);
  const located = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
  if (cause instanceof OneVisitError) {
    return { message: requestMessage(error, cause), ...located, extensions: cause.extensions };
  }
  const code = cause instanceof GraphQLError ? catalogueCode(cause) : undefined;
  if (cause instanceof GraphQLError && (code !== undefined || error.path === undefined)) {
    const extensions = { code: code ?? 'GRAPHQL_VALIDATION_FAILED' };
    return { message: requestMessage(error, cause), ...located, extensions };
  }
  log.error({ err: cause, path: error.path }, 'resolver failed');
  const internal = kitError('OV_KIT_INTERNAL', { requestId });
  return { message: internal.message, ...located, extensions: internal.extensions };
}

/** Errors of compiled queries may have no extensions, whatever their type says. */
function catalogueCode({ extensions }: { readonly extensions?: GraphQLError['extensions'] }): string | undefined {
  const code = extensions?.code;
  return typeof code === 'string' && code.startsWith('OV_') ? code : undefined;
}

/** Which variable is wrong, and what is wrong with it: graphql says both in one message, compiled queries in two. */
function requestMessage(error: GraphQLError, cause: GraphQLError): string {
  return error.message.includes(cause.message) ? error.message : `${error.message} ${cause.message}`;
}

function rootOf(error: Error): Error {
  if (error instanceof OneVisitError) return error;
  const original = (error as { originalError?: unknown }).originalError;
  return original instanceof Error ? rootOf(original) : error;
}
