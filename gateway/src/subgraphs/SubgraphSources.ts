import type { AssertionSigner } from '@onevisit/kit/identity';
import type { SubgraphLimits } from '../server/readGatewayConfig.js';
import type { SubgraphCall, SubgraphState } from './SubgraphCall.js';
import { SubgraphDataSource } from './SubgraphDataSource.js';

/** What the data sources of all subgraphs have in common. */
export interface SubgraphSourcesOptions {
  /** Vouches for who asks; undefined: calls carry no identity. */
  readonly signer: AssertionSigner | undefined;
  readonly limits: SubgraphLimits;
  /** Told of every call of every subgraph. */
  readonly observe: (call: SubgraphCall) => void;
}

/** The data sources of the subgraphs that there are: one for each name and URL. */
export class SubgraphSources {
  readonly #options: SubgraphSourcesOptions;
  readonly #open = new Map<string, SubgraphDataSource>();

  constructor(options: SubgraphSourcesOptions) {
    this.#options = options;
  }

  /** The data source of a subgraph at that URL; the same one as long as it is open. */
  at(name: string, url: string): SubgraphDataSource {
    const key = keyOf(name, url);
    const source = this.#open.get(key) ?? new SubgraphDataSource({ ...this.#options, name, url });
    this.#open.set(key, source);
    return source;
  }

  /** How each of them stands now. */
  states(): SubgraphState[] {
    return [...this.#open.values()].map(({ state }) => state);
  }

  /** Closes those of subgraphs that are gone or have moved, each once its calls under way have ended. */
  async closeOthers(subgraphs: readonly { readonly name: string; readonly url: string }[]): Promise<void> {
    const kept = new Set(subgraphs.map(({ name, url }) => keyOf(name, url)));
    const others = [...this.#open].filter(([key]) => !kept.has(key));
    for (const [key] of others) this.#open.delete(key);
    await Promise.all(others.map(([, source]) => source.close()));
  }

  /** Finishes calls under way, then closes all connections. */
  close(): Promise<void> {
    return this.closeOthers([]);
  }
}

function keyOf(name: string, url: string): string {
  return `${name} ${url}`;
}
