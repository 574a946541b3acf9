import type { GraphQLFormattedError } from 'graphql';
import { isRecord, publicSubgraphError } from './subgraphErrors.js';

/** The part of GraphQL's response that the gateway reads. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
}

/** An answer, read: a response, or why it cannot be used. */
export type ReadAnswer =
  | { readonly outcome: 'ok'; readonly response: SubgraphResponse }
  | { readonly outcome: 'SUBGRAPH_BAD_RESPONSE'; readonly cause: unknown };

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Reads an answer; every caller anew, since the gateway writes into what it is given.
 * @param subgraph its code
 * @param entities how many there must be; undefined for a call that is not for entities
 */
export function readAnswer({ status, text }: RawAnswer, subgraph: string, entities?: number): ReadAnswer {
  const content = parseJson(text);
  if (!isRecord(content)) return unusable(status, 'not a JSON object');
  const { data, errors: found } = content;
  const hasData = isRecord(data) || data === null;
  const hasErrors = Array.isArray(found) && found.length > 0;
  if (!hasData && !hasErrors) return unusable(status, 'no data, no errors');
  if (status === 401) return unusable(status, found);
  if (isRecord(data) && entities !== undefined && !areEntities(data._entities, entities)) {
    return unusable(status, 'not the entities that were asked for');
  }
  return {
    outcome: 'ok',
    response: {
      ...(hasData ? { data } : {}),
      ...(hasErrors ? { errors: found.map((error: unknown) => publicSubgraphError(error, subgraph)) } : {}),
    },
  };
}

function areEntities(value: unknown, count: number): value is unknown[] {
  return Array.isArray(value) && value.length === count && value.every((each) => each === null || isRecord(each));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(status: number, problem: unknown): ReadAnswer {
  return { outcome: 'SUBGRAPH_BAD_RESPONSE', cause: { status, problem } };
}
