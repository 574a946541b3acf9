import { randomUUID } from 'node:crypto';
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ASSERTION_HEADER, type AssertionSigner, publicViewer } from '@onevisit/kit/identity';
import type { GraphQLFormattedError } from 'graphql';
import { errors, Pool } from 'undici';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphLimits } from '../server/readGatewayConfig.js';
import { failedCall, isRecord, locatable, publicSubgraphError, type SubgraphErrorCode } from './subgraphErrors.js';

/** What a data source is made from. */
export interface SubgraphDataSourceOptions {
  /** Code of the subgraph: audience of the assertions, and the name in errors. */
  readonly name: string;
  readonly url: string;
  /** Vouches for who asks; undefined: calls carry no identity. */
  readonly signer: AssertionSigner | undefined;
  readonly limits: SubgraphLimits;
  /** Told of every call: how long it took, and `ok` or the code of the error. */
  readonly observe: (call: SubgraphCall) => void;
}

/** A call of a subgraph, as it ended. */
export interface SubgraphCall {
  readonly subgraph: string;
  readonly requestId: string;
  readonly outcome: 'ok' | SubgraphErrorCode;
  readonly seconds: number;
  /** For the log only: never shown to a client. */
  readonly cause?: unknown;
}

/** How a call ended: with an answer for the gateway, or why there is none. */
type Ending =
  | { readonly outcome: 'ok'; readonly response: SubgraphResponse }
  | { readonly outcome: SubgraphErrorCode; readonly cause: unknown };

/** The part of GraphQL's response that the gateway reads. */
interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
}

/** Shorter than a subgraph keeps an idle connection (75 s), so that none is used as it is closed. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 3_000;
const CONNECTIONS = 64;

/** A connection that failed before an answer began; a query may be sent again. */
const CONNECTION_FAILURES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * Calls one subgraph: keep-alive connections, a deadline, a maximum size, and a signed assertion of who asks over the
 * exact body. Nothing of the client's request but its viewer and the request id goes through. Failures are returned as
 * errors with stable codes, so that the rest of an answer stands.
 */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #options: SubgraphDataSourceOptions;
  readonly #pool: Pool;
  readonly #path: string;

  constructor(options: SubgraphDataSourceOptions) {
    const url = new URL(options.url);
    this.#options = options;
    this.#path = `${url.pathname}${url.search}`;
    this.#pool = new Pool(url.origin, {
      connections: CONNECTIONS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      maxResponseSize: options.limits.maxResponseBytes,
      // The deadline is the signal's, over the whole call.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  async process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<SubgraphResponse> {
    const { query = '', variables, operationName } = options.request;
    const context = contextOf(options);
    const started = performance.now();
    const ending = await this.#call(query, JSON.stringify({ query, variables, operationName }), context);
    this.#options.observe({
      subgraph: this.#options.name,
      requestId: context.requestId,
      outcome: ending.outcome,
      seconds: (performance.now() - started) / 1000,
      ...('cause' in ending ? { cause: ending.cause } : {}),
    });
    const completes = ('incomingRequestContext' in options && options.pathInIncomingRequest) || [];
    const request = { query, variables, completes };
    if (ending.outcome !== 'ok') return { errors: failedCall(ending.outcome, this.#options.name, request) };
    const { errors: found, ...response } = ending.response;
    return found ? { ...response, errors: found.map((error) => locatable(error, request)) } : response;
  }

  /** Finishes calls under way, then closes the connections. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async #call(query: string, body: string, context: GatewayContext): Promise<Ending> {
    const { limits } = this.#options;
    const isMutation = /^\s*mutation\b/.test(query);
    const signal = AbortSignal.timeout(isMutation ? limits.mutationTimeoutMs : limits.queryTimeoutMs);
    try {
      return await this.#send(body, context, signal);
    } catch (cause) {
      // A mutation may have been done although no answer came back: it is never sent twice.
      if (isMutation || !isConnectionFailure(cause)) return { outcome: codeOf(cause), cause };
    }
    try {
      return await this.#send(body, context, signal);
    } catch (cause) {
      return { outcome: codeOf(cause), cause };
    }
  }

  async #send(body: string, context: GatewayContext, signal: AbortSignal): Promise<Ending> {
    const { name, signer } = this.#options;
    const assertion = await signer?.sign({ audience: name, body, viewer: context.viewer });
    const { statusCode, body: answer } = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(assertion === undefined ? {} : { [ASSERTION_HEADER]: assertion }),
        'x-request-id': context.requestId,
      },
      body,
      signal,
    });
    return this.#read(await answer.text(), statusCode);
  }

  #read(text: string, status: number): Ending {
    const { name } = this.#options;
    const content = parseJson(text);
    if (!isRecord(content)) return badResponse({ status, problem: 'not a JSON object' });
    const { data, errors: found } = content;
    const hasData = isRecord(data) || data === null;
    const hasErrors = Array.isArray(found) && found.length > 0;
    if (!hasData && !hasErrors) return badResponse({ status, problem: 'no data, no errors' });
    if (status === 401) return badResponse({ status, problem: found });
    return {
      outcome: 'ok',
      response: {
        ...(hasData ? { data } : {}),
        ...(hasErrors ? { errors: found.map((error: unknown) => publicSubgraphError(error, name)) } : {}),
      },
    };
  }
}

/** The gateway's own calls, which no client stands behind, ask as the public. */
function contextOf(options: GraphQLDataSourceProcessOptions<GatewayContext>): GatewayContext {
  return 'incomingRequestContext' in options ? options.context : { viewer: publicViewer, requestId: randomUUID() };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function badResponse(cause: { readonly status: number; readonly problem: unknown }): Ending {
  return { outcome: 'SUBGRAPH_BAD_RESPONSE', cause };
}

function codeOf(cause: unknown): SubgraphErrorCode {
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'SUBGRAPH_TIMEOUT';
  if (cause instanceof errors.ResponseExceededMaxSizeError) return 'SUBGRAPH_BAD_RESPONSE';
  if (cause instanceof errors.HTTPParserError) return 'SUBGRAPH_BAD_RESPONSE';
  return 'SUBGRAPH_UNAVAILABLE';
}

function isConnectionFailure(cause: unknown): boolean {
  return (
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && CONNECTION_FAILURES.has(cause.code)
  );
}
