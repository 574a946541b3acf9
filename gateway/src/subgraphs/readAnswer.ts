import type { GraphQLFormattedError } from 'graphql';
import { isObject } from '../jsonObject.js';
import { partNames } from './joinedQuery.js';
import { publicSubgraphError } from './subgraphErrors.js';
import type { SubgraphRequest } from './subgraphRequest.js';

/** The part of GraphQL's response that the gateway reads. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
}

/** An answer, read: a response for each fetch that was asked for, or why it cannot be used. */
export type ReadAnswer =
  | { readonly outcome: 'ok'; readonly responses: readonly SubgraphResponse[] }
  | { readonly outcome: 'SUBGRAPH_BAD_RESPONSE'; readonly cause: unknown };

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Reads an answer; every caller anew, since the gateway writes into what it is given.
 * @param subgraph its code
 * @param asked the entities that each fetch of the call asked for; undefined for one of root fields
 */
export function readAnswer(
  { status, text }: RawAnswer,
  subgraph: string,
  asked: SubgraphRequest['representations'],
): ReadAnswer {
  const content = parseJson(text);
  if (!isObject(content)) return unusable(status, 'not a JSON object');
  const { data, errors: found } = content;
  const hasData = isObject(data) || data === null;
  const hasErrors = Array.isArray(found) && found.length > 0;
  if (!hasData && !hasErrors) return unusable(status, 'no data, no errors');
  if (status === 401) return unusable(status, found);
  const names = asked.length === 1 ? ['_entities'] : asked.map((_, index) => partNames(index).entities);
  const isWhole = asked.every((each, index) => !each || areEntities(data, names[index] ?? '', each.texts.length));
  if (isObject(data) && !isWhole) return unusable(status, 'not the entities that were asked for');
  const response: SubgraphResponse = {
    ...(hasData ? { data } : {}),
    ...(hasErrors ? { errors: found.map((error: unknown) => publicSubgraphError(error, subgraph)) } : {}),
  };
  return { outcome: 'ok', responses: names.length === 1 ? [response] : partsOf(response, names) };
}

/** The answer to each fetch of a joined call. Of errors, those that name no fetch stand with the first. */
function partsOf({ data, errors }: SubgraphResponse, names: readonly string[]): SubgraphResponse[] {
  const partOf = ({ path }: GraphQLFormattedError) => Math.max(0, names.indexOf(String(path?.[0])));
  return names.map((name, index) => {
    const own = errors?.filter((error) => partOf(error) === index) ?? [];
    return {
      ...(data ? { data: { _entities: data[name] } } : { data: null }),
      ...(own.length > 0 ? { errors: own.map((error) => ownPath(error, name)) } : {}),
    };
  });
}

function ownPath(error: GraphQLFormattedError, name: string): GraphQLFormattedError {
  return error.path?.[0] === name ? { ...error, path: ['_entities', ...error.path.slice(1)] } : error;
}

function areEntities(data: unknown, name: string, count: number): boolean {
  const value = isObject(data) ? data[name] : undefined;
  return Array.isArray(value) && value.length === count && value.every((each) => each === null || isObject(each));
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
