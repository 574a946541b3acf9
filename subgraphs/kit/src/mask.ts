import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { kitError, OneVisitError } from './errors.js';

/**
 * What a caller sees of an error: errors of a catalogue and of GraphQL's own validation as they are, anything else as
 * OV_KIT_INTERNAL with the request's id, and on the log in full.
 */
export function maskError(error: GraphQLError, requestId: string, log: FastifyBaseLogger): GraphQLFormattedError {
  const cause = rootOf(error);
  const located = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
  if (cause instanceof OneVisitError) {
    return { message: cause.message, ...located, extensions: cause.extensions };
  }
  if (cause instanceof GraphQLError) {
    const { code } = cause.extensions;
    const known = typeof code === 'string' && code.startsWith('OV_') ? code : 'GRAPHQL_VALIDATION_FAILED';
    return { message: cause.message, ...located, extensions: { code: known } };
  }
  log.error({ err: cause, path: error.path }, 'resolver failed');
  const internal = kitError('OV_KIT_INTERNAL', { requestId });
  return { message: internal.message, ...located, extensions: internal.extensions };
}

function rootOf(error: Error): Error {
  if (error instanceof OneVisitError) return error;
  const original = (error as { originalError?: unknown }).originalError;
  return original instanceof Error ? rootOf(original) : error;
}
