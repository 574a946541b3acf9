/** A supergraph that the gateway serves. */
export interface ServedSupergraph {
  /** SHA-256 of its text, in hexadecimal. */
  readonly digest: string;
  /** The file or URL that it came from. */
  readonly from: string;
  /** Since when, as an instant in UTC. */
  readonly since: string;
}

/** Why a supergraph was refused. */
export interface SupergraphRefusal {
  /** A stable code, such as OV_SUPERGRAPH_NOT_LOADABLE. */
  readonly code: string;
  /** Chinese, then English. */
  readonly problem: string;
}

/** A supergraph that was refused. */
export interface RefusedSupergraph extends SupergraphRefusal {
  /** SHA-256 of its text; null where it could not be read. */
  readonly digest: string | null;
  /** When, as an instant in UTC. */
  readonly at: string;
}

/** What becomes of the supergraph. Only `holding` asks for somebody's attention; all but the first and the last serve. */
export type SupergraphPhase =
  | { readonly name: 'loading' }
  | { readonly name: 'serving'; readonly current: ServedSupergraph }
  /** Serves on while a new one is checked. */
  | { readonly name: 'checking'; readonly current: ServedSupergraph; readonly candidate: string }
  /** Serves on, since what the file or URL says now was refused. */
  | { readonly name: 'holding'; readonly current: ServedSupergraph; readonly refused: RefusedSupergraph }
  | { readonly name: 'stopped' };

/** How a check, or a swap, of a supergraph ended. */
export type SupergraphOutcome = 'swapped' | 'refused';
