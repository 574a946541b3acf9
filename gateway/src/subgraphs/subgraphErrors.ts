import { type GraphQLFormattedError, Kind, parse } from 'graphql';
import { isObject, type JsonObject } from '../jsonObject.js';

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

/** Codes of catalogues as ours are: whoever gives one has written the text for whoever called. */
const CATALOGUE_CODE = /^OV_[A-Z0-9_]+$/;

/**
 * What GraphQL servers commonly say of the request itself, or of who asks. Any other code of theirs may stand for a failure inside:
 * Apollo Server and Yoga give INTERNAL_SERVER_ERROR to whatever a resolver threw, and Node.js and databases have codes of their own.
 */
const REQUEST_CODES: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
]);

/** What servers add for those who look for a fault, whatever the code. */
const INTERNAL_MEMBERS: ReadonlySet<string> = new Set(
  'debug debugMessage exception http originalError stack stackTrace stacktrace trace'.split(' '),
);

/** Whether an error that came of a subgraph's answer may be shown, by its code. */
export function isShownCode(code: unknown): code is string {
  if (typeof code !== 'string') return false;
  return CATALOGUE_CODE.test(code) || REQUEST_CODES.has(code) || Object.hasOwn(texts, code);
}

/**
 * What a client may see of an error in a subgraph's answer: its text where its code is one of a catalogue (departments mask what
 * is internal before they give such a code) or one that tells of the request; else only that the department failed. Of a catalogue,
 * the details stand beside the code; others have only that.
 */
export function publicSubgraphError(error: unknown, name: string): GraphQLFormattedError {
  if (!isObject(error)) return subgraphError('SUBGRAPH_ERROR', name);
  const path = isPath(error.path) ? error.path : undefined;
  if (typeof error.message !== 'string' || !isObject(error.extensions))
    return subgraphError('SUBGRAPH_ERROR', name, path);
  const { code } = error.extensions;
  if (!isShownCode(code)) return subgraphError('SUBGRAPH_ERROR', name, path);
  return {
    message: error.message,
    ...(path === undefined ? {} : { path }),
    extensions: shownMembers(code, error.extensions),
  };
}

function shownMembers(code: string, extensions: JsonObject): JsonObject {
  if (!CATALOGUE_CODE.test(code)) return { code };
  return Object.fromEntries(Object.entries(extensions).filter(([member]) => !INTERNAL_MEMBERS.has(member)));
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}
