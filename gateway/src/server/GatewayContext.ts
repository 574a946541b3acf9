import type { OneVisitError } from '@onevisit/kit/errors';
import type { Viewer } from '@onevisit/kit/identity';
import type { DocumentNode } from 'graphql';

/** What the gateway knows of one request. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Goes to the subgraphs and back to the client as `x-request-id`. */
  readonly requestId: string;
  /** When it came, as `performance.now()` counts: the calls of subgraphs share the time that it has from then on. */
  readonly startedAt: number;
  /** Told of a document that is to be planned; its hash as Apollo Server has it. Undefined where they are not limited. @returns why it is refused */
  readonly refusalOf?: ((document: DocumentNode, hash: string) => OneVisitError | undefined) | undefined;
}
