import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A call of a subgraph, as it comes over HTTP. */
export interface SubgraphQuery {
  readonly query: string;
  readonly variables?: { readonly representations?: readonly { readonly id: string }[] };
}

/** The least that a gateway takes for a subgraph: it answers whatever it is asked with what a function says. */
export class LightSubgraph {
  readonly #server: Server;
  /** How many calls have come. */
  calls = 0;

  private constructor(answer: (call: SubgraphQuery) => unknown) {
    this.#server = createServer(async (request, response) => {
      this.calls += 1;
      const data = await answer((await json(request)) as SubgraphQuery);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
    });
    this.#server.keepAliveTimeout = 75_000;
  }

  static async start(answer: (call: SubgraphQuery) => unknown): Promise<LightSubgraph> {
    const subgraph = new LightSubgraph(answer);
    await new Promise<void>((resolve) => subgraph.#server.listen(0, '127.0.0.1', resolve));
    return subgraph;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  /** How many connections to it are open. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((cause, count) => (cause ? reject(cause) : resolve(count)));
    });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
