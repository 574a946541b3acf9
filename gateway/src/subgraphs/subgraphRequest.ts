import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { partNames } from './joinedQuery.js';
import { type DistinctRepresentations, distinctRepresentations } from './representations.js';

/** A fetch of the gateway's, as its data source is asked for it. */
export type Fetch = Pick<GraphQLDataSourceProcessOptions, 'request'>;

/** A call of a subgraph. */
export interface SubgraphRequest {
  readonly isMutation: boolean;
  /** The request's body: GraphQL over HTTP, as JSON. */
  readonly body: string;
  /** The objects that are to be completed, of each fetch that it is for; undefined for one of root fields. */
  readonly representations: readonly (DistinctRepresentations | undefined)[];
}

/**
 * How query plans begin what completes objects. It tells by the type, which clients cannot name: a root fetch of theirs may have a
 * variable of that name.
 */
const COMPLETES_OBJECTS = /^\s*query\b[^(]*\(\s*\$representations\s*:\s*\[_Any!\]!/;

/** Whether a fetch completes objects; else it brings root fields. */
export function isForEntities({ request }: Fetch): boolean {
  return Array.isArray(request.variables?.representations) && COMPLETES_OBJECTS.test(request.query ?? '');
}

/** Writes the request for a fetch; representations that occur twice are sent once. */
export function subgraphRequest(fetch: Fetch): SubgraphRequest {
  if (isForEntities(fetch)) return entitiesRequest([fetch], fetch.request.query ?? '', () => 'representations');
  const { query = '', variables = {}, operationName } = fetch.request;
  const isMutation = /^\s*mutation\b/.test(query);
  return { isMutation, body: JSON.stringify({ query, variables, operationName }), representations: [undefined] };
}

/**
 * Writes one request for several fetches that complete objects.
 * @param query see joinedQuery
 */
export function joinedRequest(fetches: readonly Fetch[], query: string): SubgraphRequest {
  return entitiesRequest(fetches, query, (index) => partNames(index).representations);
}

function entitiesRequest(
  fetches: readonly Fetch[],
  query: string,
  variableOf: (index: number) => string,
): SubgraphRequest {
  const representations: DistinctRepresentations[] = [];
  const variables = new Map<string, string>();
  for (const [index, { request }] of fetches.entries()) {
    const { representations: all = [], ...others } = request.variables ?? {};
    const distinct = distinctRepresentations(all as readonly unknown[]);
    representations.push(distinct);
    for (const [name, value] of Object.entries(others)) variables.set(name, JSON.stringify(value));
    variables.set(variableOf(index), `[${distinct.texts.join(',')}]`);
  }
  const written = Array.from(variables, ([name, json]) => `${JSON.stringify(name)}:${json}`).join(',');
  const operationName = fetches[0]?.request.operationName;
  const named = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const body = `{"query":${JSON.stringify(query)},"variables":{${written}}${named}}`;
  return { isMutation: false, body, representations };
}
