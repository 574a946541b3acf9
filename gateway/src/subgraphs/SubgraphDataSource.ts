import { randomUUID } from 'node:crypto';
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ASSERTION_HEADER, type AssertionSigner, publicViewer } from '@onevisit/kit/identity';
import { traceHeaders } from '@onevisit/kit/observability';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphLimits } from '../server/readGatewayConfig.js';
import { type ReadAnswer, readAnswer, type SubgraphResponse } from './readAnswer.js';
import { spreadEntities } from './representations.js';
import { type Budget, budgetOf } from './requestBudget.js';
import { OutOfTime, SharedCalls, type StopSignal } from './SharedCalls.js';
import { type BreakerLimits, SubgraphBreaker } from './SubgraphBreaker.js';
import type { Delivery, SubgraphCall, SubgraphState } from './SubgraphCall.js';
import { SubgraphConnections } from './SubgraphConnections.js';
import { failedCall, locatable, type SubgraphErrorCode } from './subgraphErrors.js';
import { type SubgraphRequest, subgraphRequest } from './subgraphRequest.js';

/** What a data source is made from. */
export interface SubgraphDataSourceOptions {
  /** Code of the subgraph: audience of the assertions, and the name in errors. */
  readonly name: string;
  readonly url: string;
  /** Vouches for who asks; undefined: calls carry no identity. */
  readonly signer: AssertionSigner | undefined;
  readonly limits: SubgraphLimits;
  /** Told of every call as it ends. */
  readonly observe: (call: SubgraphCall) => void;
  /** When the subgraph is spared; undefined: as is good for most. */
  readonly breaker?: BreakerLimits;
}

/** How a call ended: with an answer for the gateway, or why there is none. */
type Ending = ReadAnswer | { readonly outcome: SubgraphErrorCode; readonly cause: unknown };

/** More calls than this do not wait for a subgraph: they would only wait for their deadline. */
const MOST_CALLS = 1_000;

/**
 * Calls one subgraph: over connections that are kept alive, within what is left of the client's request, with a signed
 * assertion of who asks over the exact body. Nothing of the client's request but its viewer and the request id goes
 * through. Identical queries of one viewer that are under way at once are sent once. Failures are returned as errors with
 * stable codes, so that the rest of an answer stands.
 */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #options: SubgraphDataSourceOptions;
  readonly #connections: SubgraphConnections;
  readonly #breaker: SubgraphBreaker;
  readonly #calls = new SharedCalls<Delivery>();

  constructor(options: SubgraphDataSourceOptions) {
    this.#options = options;
    this.#connections = new SubgraphConnections(options.url, options.limits.maxResponseBytes);
    this.#breaker = new SubgraphBreaker(options.breaker);
  }

  /** How the subgraph stands now. */
  get state(): SubgraphState {
    return {
      subgraph: this.#options.name,
      breaker: this.#breaker.state,
      calls: this.#calls.size,
      ...this.#connections.use,
    };
  }

  async process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<SubgraphResponse> {
    const { name, limits, observe } = this.#options;
    const began = performance.now();
    const context = contextOf(options);
    const request = subgraphRequest(options);
    const { representations } = request;
    const key = this.#keyOf(request, context);
    const isShared = this.#calls.has(key);
    const delivery = await this.#deliver(key, request, context, budgetOf(options, limits));
    const ending =
      delivery.outcome === 'delivered' ? readAnswer(delivery, name, representations?.texts.length) : delivery;
    observe({
      subgraph: name,
      requestId: context.requestId,
      outcome: ending.outcome,
      seconds: (performance.now() - began) / 1000,
      isShared,
      duplicates: representations === undefined ? 0 : representations.places.length - representations.texts.length,
      ...('cause' in ending ? { cause: ending.cause } : {}),
    });
    return responseOf(
      ending,
      name,
      request,
      ('incomingRequestContext' in options && options.pathInIncomingRequest) || [],
    );
  }

  /** Lets the calls under way end, then closes the connections. */
  async close(): Promise<void> {
    await this.#calls.ended();
    this.#breaker.close();
    await this.#connections.close();
  }

  /** What is asked, and in whose name: whoever asks the same in the same name is answered the same. */
  #keyOf({ isMutation, body }: SubgraphRequest, { viewer }: GatewayContext): string | symbol {
    if (isMutation) return Symbol('mutation');
    return this.#options.signer === undefined ? body : `${JSON.stringify(viewer)}${body}`;
  }

  async #deliver(
    key: string | symbol,
    request: SubgraphRequest,
    context: GatewayContext,
    { leftMs, wholeMs }: Budget,
  ): Promise<Delivery> {
    if (leftMs <= 0) return { outcome: 'SUBGRAPH_TIMEOUT', cause: 'the calls before it took all the time' };
    if (this.#calls.size >= MOST_CALLS) return { outcome: 'SUBGRAPH_UNAVAILABLE', cause: `${MOST_CALLS} calls wait` };
    const kind = { isMutation: request.isMutation, hasTime: leftMs >= wholeMs / 2 };
    try {
      return await this.#calls.join(key, leftMs, (signal) =>
        this.#breaker.call(() => this.#post(request, context, signal), kind),
      );
    } catch (cause) {
      if (cause instanceof OutOfTime) return { outcome: 'SUBGRAPH_TIMEOUT', cause };
      throw cause;
    }
  }

  #post({ body, isMutation }: SubgraphRequest, context: GatewayContext, signal: StopSignal): Promise<Delivery> {
    const { name, signer } = this.#options;
    const plain = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-request-id': context.requestId,
      ...traceHeaders(),
    };
    const headers = async (vouching: AssertionSigner) => {
      const assertion = await vouching.sign({ audience: name, body, viewer: context.viewer });
      return { ...plain, [ASSERTION_HEADER]: assertion };
    };
    return this.#connections.post({
      body,
      isMutation,
      signal,
      headers: () => (signer === undefined ? plain : headers(signer)),
    });
  }
}

/** What the gateway is given: errors with the subgraph's name and a place, and data that nothing else holds. */
function responseOf(
  ending: Ending,
  name: string,
  { query, representations }: SubgraphRequest,
  completes: readonly (string | number)[],
): SubgraphResponse {
  const place = { query, isForEntities: representations !== undefined, completes };
  if (ending.outcome !== 'ok') return { errors: failedCall(ending.outcome, name, place) };
  const { errors, data } = ending.response;
  if (representations !== undefined && Array.isArray(data?._entities)) {
    data._entities = spreadEntities(data._entities, representations.places);
  }
  return errors === undefined
    ? ending.response
    : { ...ending.response, errors: errors.map((error) => locatable(error, place)) };
}

/** The gateway's own calls, which no client stands behind, ask as the public. */
function contextOf(options: GraphQLDataSourceProcessOptions<GatewayContext>): GatewayContext {
  if ('incomingRequestContext' in options) return options.context;
  return { viewer: publicViewer, requestId: randomUUID(), startedAt: performance.now() };
}
