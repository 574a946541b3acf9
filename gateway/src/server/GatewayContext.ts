import type { Viewer } from '@onevisit/kit/identity';

/** What the gateway knows of one request. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Goes to the subgraphs and back to the client as `x-request-id`. */
  readonly requestId: string;
  /** When it came, as `performance.now()` counts: the calls of subgraphs share the time that it has from then on. */
  readonly startedAt: number;
}
