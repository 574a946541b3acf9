import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { type DistinctRepresentations, distinctRepresentations } from './representations.js';

/** What is sent to a subgraph for a fetch of the gateway's. */
export interface SubgraphRequest {
  readonly query: string;
  readonly isMutation: boolean;
  /** The request's body: GraphQL over HTTP, as JSON. */
  readonly body: string;
  /** Of a fetch that completes objects: which; undefined for one of root fields. */
  readonly representations: DistinctRepresentations | undefined;
}

/** Writes the request for a fetch; representations that occur twice are sent once. */
export function subgraphRequest({ request }: Pick<GraphQLDataSourceProcessOptions, 'request'>): SubgraphRequest {
  const { query = '', variables = {}, operationName } = request;
  const isMutation = /^\s*mutation\b/.test(query);
  if (!Array.isArray(variables.representations)) {
    return { query, isMutation, body: JSON.stringify({ query, variables, operationName }), representations: undefined };
  }
  const { representations: all, ...others } = variables;
  const representations = distinctRepresentations(all);
  const written = Object.entries(others).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`);
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const body = `{"query":${JSON.stringify(query)},"variables":{${written.join('')}"representations":[${representations.texts.join(',')}]}${name}}`;
  return { query, isMutation, body, representations };
}
