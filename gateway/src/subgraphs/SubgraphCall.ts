import type { SubgraphErrorCode } from './subgraphErrors.js';

/** A call of a subgraph, as it ended. */
export interface SubgraphCall {
  readonly subgraph: string;
  readonly requestId: string;
  readonly outcome: 'ok' | SubgraphErrorCode;
  readonly seconds: number;
  /** Whether it waited for the answer to an identical call instead of sending one of its own. */
  readonly isShared: boolean;
  /** How many representations were not sent because the same one was. */
  readonly duplicates: number;
  /** For the log only: never shown to a client. */
  readonly cause?: unknown;
}

/** How a subgraph stands, as the gateway sees it now. */
export interface SubgraphState {
  readonly subgraph: string;
  /** `open`: it is not called; `half-open`: the next call finds out whether it is back. */
  readonly breaker: 'closed' | 'half-open' | 'open';
  /** Calls that have been sent, or wait for a connection. */
  readonly calls: number;
  readonly connections: number;
  /** Calls that wait for a connection. */
  readonly queued: number;
}

/** What one transmission brought: an answer as it came, or why there is none. */
export type Delivery =
  | { readonly outcome: 'delivered'; readonly status: number; readonly text: string }
  | { readonly outcome: SubgraphErrorCode; readonly cause: unknown };
