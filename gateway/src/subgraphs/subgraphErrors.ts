import { type GraphQLFormattedError, Kind, parse } from 'graphql';

/** Stable codes of what can go wrong between the gateway and a subgraph. */
export type SubgraphErrorCode =
  | 'SUBGRAPH_TIMEOUT'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_BAD_RESPONSE'
  | 'SUBGRAPH_ERROR';

const texts: Readonly<Record<SubgraphErrorCode, (name: string) => string>> = {
  SUBGRAPH_TIMEOUT: (name) => `${name} 未在时限内答复；请稍后重试。 ${name} did not answer in time; try again later.`,
  SUBGRAPH_UNAVAILABLE: (name) =>
    `${name} 目前无法连接；其余结果不受影响。 ${name} cannot be reached now; the rest of the answer stands.`,
  SUBGRAPH_BAD_RESPONSE: (name) =>
    `${name} 的答复无法使用；请告知该部门。 The answer of ${name} cannot be used; tell the department.`,
  SUBGRAPH_ERROR: (name) =>
    `${name} 报告了内部错误；请告知该部门。 ${name} reports an internal error; tell the department.`,
};

type Path = readonly (string | number)[];

/**
 * An error to *return* from a data source, never to throw: the gateway then adds the service name, keeps the rest of the
 * answer, and shows no internal URL.
 * @param name code of the subgraph
 * @param path within the subgraph's answer; the gateway turns it into one within its own
 */
export function subgraphError(code: SubgraphErrorCode, name: string, path?: Path): GraphQLFormattedError {
  return { message: texts[code](name), ...(path === undefined ? {} : { path }), extensions: { code } };
}

/** What the place of a call's errors depends on. */
export interface ErrorPlace {
  readonly query: string;
  /** Whether the call completes objects; else it brings root fields. */
  readonly isForEntities: boolean;
  /** Where in the client's answer the objects stand that it completes; `@` is every element of a list. */
  readonly completes: Path;
}

/** Errors for a call that brought nothing: one for each root field, or one for all objects that it was to complete. */
export function failedCall(code: SubgraphErrorCode, name: string, place: ErrorPlace): GraphQLFormattedError[] {
  if (place.isForEntities) return [subgraphError(code, name, [])];
  return rootFields(place.query).map((field) => subgraphError(code, name, [field]));
}

/**
 * An error's path as the gateway can translate it. It takes `_entities[n]` for the nth element of the list, though the
 * call was for those of one department only; better the list alone than the wrong element of it.
 */
export function locatable(error: GraphQLFormattedError, place: ErrorPlace): GraphQLFormattedError {
  return place.isForEntities && place.completes.includes('@') ? { ...error, path: [] } : error;
}

function rootFields(query: string): string[] {
  return parse(query, { noLocation: true })
    .definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .flatMap((operation) => operation.selectionSet.selections)
    .flatMap((node) => (node.kind === Kind.FIELD ? [(node.alias ?? node.name).value] : []));
}

const STABLE_CODE = /^[A-Z][A-Z0-9_]+$/;

/**
 * What a client may see of an error in a subgraph's answer: as it is where it has a stable code (departments mask what
 * is internal before they give a code), else only that the department failed.
 */
export function publicSubgraphError(error: unknown, name: string): GraphQLFormattedError {
  if (!isRecord(error)) return subgraphError('SUBGRAPH_ERROR', name);
  const path = isPath(error.path) ? error.path : undefined;
  if (typeof error.message !== 'string' || !isRecord(error.extensions))
    return subgraphError('SUBGRAPH_ERROR', name, path);
  const { stacktrace: _stack, exception: _exception, http: _http, ...extensions } = error.extensions;
  if (typeof extensions.code !== 'string' || !STABLE_CODE.test(extensions.code)) {
    return subgraphError('SUBGRAPH_ERROR', name, path);
  }
  return { message: error.message, ...(path === undefined ? {} : { path }), extensions };
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
