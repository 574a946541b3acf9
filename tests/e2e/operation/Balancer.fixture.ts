import { Agent, createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that was given to a replica. */
export interface Forwarded {
  readonly port: number;
  /** `refused`: it went on to another replica; `lost`: the connection broke, and the client was told. */
  readonly end: 'under way' | 'answered' | 'refused' | 'lost';
}

/**
 * A plain balancer: each request goes to the next replica in turn, and to another where one refuses the connection. It
 * looks at nothing else, and sends nothing twice.
 */
export class Balancer {
  readonly forwarded: Forwarded[] = [];
  readonly #ports: readonly number[];
  readonly #server: Server;
  // A connection each: one that is kept could be to a replica that is gone.
  readonly #agent = new Agent({ keepAlive: false });
  #turn = 0;

  private constructor(ports: readonly number[]) {
    this.#ports = ports;
    this.#server = createServer((incoming, outgoing) => {
      void buffer(incoming).then(async (body) => {
        const first = this.#turn++ % this.#ports.length;
        for (const port of [...this.#ports.slice(first), ...this.#ports.slice(0, first)]) {
          const answer = await this.#forward(port, body, incoming.headers);
          if (answer === 'refused') continue;
          return void outgoing.writeHead(answer.status, answer.headers).end(answer.body);
        }
        outgoing.writeHead(503).end();
      });
    });
  }

  static async start(ports: readonly number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #forward(port: number, body: Buffer, { authorization }: IncomingHttpHeaders) {
    const index = this.forwarded.push({ port, end: 'under way' }) - 1;
    const ended = (end: Forwarded['end']) => {
      this.forwarded[index] = { port, end };
    };
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      ...(authorization ? { authorization } : {}),
    };
    return new Promise<'refused' | { status: number; headers?: { 'content-type': string }; body: Buffer | string }>(
      (resolve) => {
        const sent = request({ port, path: '/graphql', method: 'POST', agent: this.#agent, headers });
        const failed = (cause: NodeJS.ErrnoException) => {
          const isRefused = cause.code === 'ECONNREFUSED';
          ended(isRefused ? 'refused' : 'lost');
          resolve(isRefused ? 'refused' : { status: 502, body: String(cause.code) });
        };
        sent.on('error', failed).on('response', (response) => {
          buffer(response).then((answer) => {
            ended('answered');
            resolve({
              status: response.statusCode ?? 502,
              headers: { 'content-type': 'application/json' },
              body: answer,
            });
          }, failed);
        });
        sent.end(body);
      },
    );
  }
}
