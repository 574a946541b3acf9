import { randomUUID } from 'node:crypto';
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ASSERTION_HEADER, type AssertionSigner, publicViewer } from '@onevisit/kit/identity';
import { traceHeaders } from '@onevisit/kit/observability';
import { LRUCache } from 'lru-cache';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphLimits } from '../server/readGatewayConfig.js';
import { JoinedFetches } from './JoinedFetches.js';
import { joinedQuery } from './joinedQuery.js';
import { type ReadAnswer, readAnswer, type SubgraphResponse } from './readAnswer.js';
import { type DistinctRepresentations, spreadEntities } from './representations.js';
import { type Budget, budgetOf } from './requestBudget.js';
import { OutOfTime, SharedCalls, type StopSignal } from './SharedCalls.js';
import { type BreakerLimits, SubgraphBreaker } from './SubgraphBreaker.js';
import type { Delivery, SubgraphCall, SubgraphState } from './SubgraphCall.js';
import { SubgraphConnections } from './SubgraphConnections.js';
import { failedCall, locatable, type SubgraphErrorCode } from './subgraphErrors.js';
import { isForEntities, joinedRequest, type SubgraphRequest, subgraphRequest } from './subgraphRequest.js';

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

type FetchOptions = GraphQLDataSourceProcessOptions<GatewayContext>;

/** What a call brought: for each of its fetches a response. */
interface Answers {
  /** Whether the subgraph answered, but with nothing of all that it was asked for. */
  readonly isRefused: boolean;
  readonly responses: readonly SubgraphResponse[];
}

/** How a call ended: with an answer for the gateway, or why there is none. */
type Ending = ReadAnswer | { readonly outcome: SubgraphErrorCode; readonly cause: unknown };

/** More calls than these do not wait for a subgraph: they would only wait for their deadline. */
const MOST_QUERIES = 1_000;
const MOST_MUTATIONS = 250;

const MOST_JOINED_QUERIES = 1_000;

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
  readonly #queries = new SharedCalls<Delivery>();
  readonly #mutations = new SharedCalls<Delivery>();
  readonly #joined = new JoinedFetches((fetches: readonly FetchOptions[]) => this.#askTogether(fetches));
  /** By the queries that they join; empty for what cannot be joined. */
  readonly #joinedQueries = new LRUCache<string, string>({ max: MOST_JOINED_QUERIES });

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
      calls: this.#queries.size + this.#mutations.size,
      ...this.#connections.use,
    };
  }

  async process(options: FetchOptions): Promise<SubgraphResponse> {
    if (isForEntities(options) && 'incomingRequestContext' in options) {
      return this.#joined.answer(options.context, options);
    }
    return this.#ask(options);
  }

  /** Lets the calls under way end, then closes the connections. */
  async close(): Promise<void> {
    await Promise.all([this.#queries.ended(), this.#mutations.ended()]);
    this.#breaker.close();
    await this.#connections.close();
  }

  async #ask(fetch: FetchOptions): Promise<SubgraphResponse> {
    const { responses } = await this.#call([fetch], subgraphRequest(fetch));
    return responses[0] ?? {};
  }

  /** Asks in one call if it can be; where that is refused as a whole, each fetch is asked for by itself. */
  async #askTogether(fetches: readonly FetchOptions[]): Promise<readonly SubgraphResponse[]> {
    const [only, ...others] = fetches;
    if (only !== undefined && others.length === 0) return [await this.#ask(only)];
    const query = this.#joinedQuery(fetches);
    if (query !== '') {
      const { isRefused, responses } = await this.#call(fetches, joinedRequest(fetches, query));
      if (!isRefused) return responses;
    }
    return Promise.all(fetches.map((fetch) => this.#ask(fetch)));
  }

  /** Empty where there is none. */
  #joinedQuery(fetches: readonly FetchOptions[]): string {
    const queries = fetches.map(({ request }) => request.query ?? '');
    const key = queries.join('\n');
    const known = this.#joinedQueries.get(key);
    if (known !== undefined) return known;
    const query = joinedQuery(queries) ?? '';
    this.#joinedQueries.set(key, query);
    return query;
  }

  /** Makes one call for fetches of one client's request; answers for each of them. */
  async #call(fetches: readonly FetchOptions[], request: SubgraphRequest): Promise<Answers> {
    const { name, limits, observe } = this.#options;
    const began = performance.now();
    const [first] = fetches;
    if (first === undefined) return { isRefused: false, responses: [] };
    const context = contextOf(first);
    const key = this.#keyOf(request, context);
    const isShared = this.#queries.has(key);
    const delivery = await this.#deliver(key, request, context, budgetOf(first, limits));
    const ending = delivery.outcome === 'delivered' ? readAnswer(delivery, name, request.representations) : delivery;
    observe({
      subgraph: name,
      requestId: context.requestId,
      outcome: ending.outcome,
      seconds: (performance.now() - began) / 1000,
      isShared,
      duplicates: duplicatesOf(request),
      ...('cause' in ending ? { cause: ending.cause } : {}),
    });
    return {
      isRefused: ending.outcome === 'ok' && ending.responses.every(({ data }) => data == null),
      responses: fetches.map((fetch, index) => responseOf(ending, name, fetch, index, request.representations[index])),
    };
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
    const [calls, most] = request.isMutation ? [this.#mutations, MOST_MUTATIONS] : [this.#queries, MOST_QUERIES];
    if (calls.size + this.#connections.abandoned >= most) {
      return { outcome: 'SUBGRAPH_UNAVAILABLE', cause: `${most} calls wait` };
    }
    const kind = { isMutation: request.isMutation, hasTime: leftMs >= wholeMs / 2 };
    try {
      return await calls.join(key, leftMs, (signal) =>
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

/** What the gateway is given for a fetch: errors with the subgraph's name and a place, and data that nothing else holds. */
function responseOf(
  ending: Ending,
  name: string,
  fetch: FetchOptions,
  index: number,
  representations: DistinctRepresentations | undefined,
): SubgraphResponse {
  const completes = ('incomingRequestContext' in fetch && fetch.pathInIncomingRequest) || [];
  const place = { query: fetch.request.query ?? '', isForEntities: representations !== undefined, completes };
  if (ending.outcome !== 'ok') return { errors: failedCall(ending.outcome, name, place) };
  const response = ending.responses[index] ?? {};
  const { errors, data } = response;
  if (representations !== undefined && Array.isArray(data?._entities)) {
    data._entities = spreadEntities(data._entities, representations.places);
  }
  return errors === undefined ? response : { ...response, errors: errors.map((error) => locatable(error, place)) };
}

function duplicatesOf({ representations }: SubgraphRequest): number {
  return representations.reduce((sum, each) => sum + (each ? each.places.length - each.texts.length : 0), 0);
}

/** The gateway's own calls, which no client stands behind, ask as the public. */
function contextOf(options: FetchOptions): GatewayContext {
  if ('incomingRequestContext' in options) return options.context;
  return { viewer: publicViewer, requestId: randomUUID(), startedAt: performance.now() };
}
