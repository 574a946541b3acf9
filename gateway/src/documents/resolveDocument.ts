import { documentId } from '@onevisit/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { gatewayError } from '../errors.js';
import { isObject } from '../jsonObject.js';
import type { PersistedDocuments } from './PersistedDocuments.js';

const DOCUMENT_ID = /^sha256:([0-9a-f]{64})$/;

/**
 * Before GraphQL runs: takes `documentId` as GraphQL over HTTP has it (`sha256:…`) for Apollo's `persistedQuery`, and
 * refuses, where only documents of the manifest are served, any other before it costs anything.
 * @param path of the route that serves them
 * @see https://github.com/graphql/graphql-over-http, appendix on persisted documents
 */
export function resolveDocuments(app: FastifyInstance, path: string, documents: PersistedDocuments): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== path) return;
    const parameters = parametersOf(request);
    if (parameters === undefined) return;
    const id = DOCUMENT_ID.exec(String(parameters.documentId))?.[1];
    if (id !== undefined && parameters.query === undefined) askForPersisted(request, parameters, id);
    const { query } = parameters;
    if (!documents.isSafelist || query === undefined || documents.lists(documentId(String(query)))) return;
    const { message, extensions: shown } = gatewayError('OV_GATEWAY_NOT_SAFELISTED');
    return reply.code(403).send({ errors: [{ message, extensions: shown }] });
  });
}

/** Adds to the extensions; where those given are no object, they are left, and Apollo Server refuses them. */
function askForPersisted(request: FastifyRequest, parameters: Record<string, unknown>, sha256Hash: string): void {
  const { extensions } = parameters;
  const isGet = request.method === 'GET';
  const given = isGet && typeof extensions === 'string' ? parsed(extensions) : (extensions ?? {});
  if (!isObject(given)) return;
  const merged = { ...given, persistedQuery: { version: 1, sha256Hash } };
  if (isGet) setInUrl(request, 'extensions', JSON.stringify(merged));
  else parameters.extensions = merged;
}

/** Apollo Server's integration reads the parameters of a GET from the URL, not from what Fastify has made of it. */
function setInUrl({ raw, url, protocol, host }: FastifyRequest, name: string, value: string): void {
  const { pathname, searchParams } = new URL(url, `${protocol}://${host}`);
  searchParams.set(name, value);
  raw.url = `${pathname}?${searchParams}`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function parametersOf({ method, query, body }: FastifyRequest): Record<string, unknown> | undefined {
  const parameters = method === 'GET' ? query : body;
  return isObject(parameters) ? parameters : undefined;
}
