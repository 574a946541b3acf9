import { Pool } from 'undici';
import { AnswerReader } from './AnswerReader.js';
import type { StopSignal } from './SharedCalls.js';
import type { Delivery } from './SubgraphCall.js';

/** Shorter than a subgraph of ours keeps an idle connection (75 s), and shortened by what another says of itself. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 3_000;
const CONNECTIONS = 64;
/** Mutations may take minutes: they have connections of their own, so that however slow they are, queries have all of theirs. */
const MUTATION_CONNECTIONS = 32;

/** A connection that failed; a query may be sent again. */
const CONNECTION_FAILURES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

type Headers = Readonly<Record<string, string>>;

/** A request to be posted. */
export interface Post {
  readonly body: string;
  /** Made anew for each attempt: an assertion is good for one. */
  readonly headers: () => Headers | Promise<Headers>;
  /** A mutation may have been done although no answer came back: it is never sent twice. */
  readonly isMutation: boolean;
  /** When nobody waits for the answer any more. */
  readonly signal: StopSignal;
}

/** The connections to one subgraph: kept alive, bounded in number and in what an answer may weigh. */
export class SubgraphConnections {
  readonly #queries: Pool;
  readonly #mutations: Pool;
  readonly #abandoned = new Set<AnswerReader>();
  readonly #path: string;

  /** @param maxResponseBytes largest answer that is read */
  constructor(url: string, maxResponseBytes: number) {
    const { origin, pathname, search } = new URL(url);
    this.#path = `${pathname}${search}`;
    const limits = {
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      maxResponseSize: maxResponseBytes,
      // The deadline is the signal's, over the whole call.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.#queries = new Pool(origin, { ...limits, connections: CONNECTIONS });
    this.#mutations = new Pool(origin, { ...limits, connections: MUTATION_CONNECTIONS });
  }

  /** How many there are, and how many calls wait for one. */
  get use(): { readonly connections: number; readonly queued: number } {
    const stats = [this.#queries.stats, this.#mutations.stats];
    return {
      connections: stats.reduce((sum, { connected }) => sum + connected, 0),
      queued: stats.reduce((sum, { queued }) => sum + queued, 0),
    };
  }

  /** How many calls ran out of time before they had a connection, and still stand where others wait for one. */
  get abandoned(): number {
    return this.#abandoned.size;
  }

  /** Posts, and posts a query once more where its connection failed. Rejects only where `headers` does. */
  async post(request: Post): Promise<Delivery> {
    const first = await this.#attempt(request);
    if (request.isMutation || !('cause' in first) || !isConnectionFailure(first.cause)) return first;
    return request.signal.aborted ? first : this.#attempt(request);
  }

  /** Finishes what is under way, then closes them. */
  async close(): Promise<void> {
    await Promise.all([this.#queries.close(), this.#mutations.close()]);
  }

  async #attempt({ body, headers, signal, isMutation }: Post): Promise<Delivery> {
    const prepared = await headers();
    if (signal.aborted) return { outcome: 'SUBGRAPH_TIMEOUT', cause: signal.reason };
    const pool = isMutation ? this.#mutations : this.#queries;
    return new Promise((resolve) => {
      const options = { method: 'POST', path: this.#path, headers: prepared, body } as const;
      pool.dispatch(options, new AnswerReader(signal, resolve, this.#abandoned));
    });
  }
}

function isConnectionFailure(cause: unknown): boolean {
  return (
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && CONNECTION_FAILURES.has(cause.code)
  );
}
