import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/** How a department answers; what else may befall it is done to its process. */
export type Behaviour = 'well' | 'garbage' | 'huge' | 'dying';

interface Call {
  readonly query: string;
  readonly variables: { readonly representations?: readonly { readonly id: string }[] };
}

const HUGE_BYTES = 50 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** The fire department as the least that a gateway takes for a subgraph; its parent tells it how to behave. */
let behaviour: Behaviour = 'well';
process.on('message', (told) => {
  behaviour = told as Behaviour;
});
process.on('disconnect', () => process.exit());

const server = createServer(async (request, response) => {
  const call = (await json(request)) as Call;
  const text = JSON.stringify({ data: dataFor(call) });
  response.setHeader('content-type', 'application/json');
  switch (behaviour) {
    case 'well':
      return response.end(text);
    case 'garbage':
      return response.end(`<html>${text}`);
    case 'huge':
      return sendHuge(response);
    case 'dying':
      response.setHeader('content-length', text.length);
      return response.write(text.slice(0, text.length / 2), () => process.kill(process.pid, 'SIGKILL'));
  }
});
server.keepAliveTimeout = 75_000;
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

function dataFor({ query, variables: { representations } }: Call): object {
  if (representations === undefined) return query.includes('fireCount') ? { fireCount: 3 } : {};
  return { _entities: representations.map(({ id }) => ({ fire: `F-${id}` })) };
}

async function sendHuge(response: ServerResponse): Promise<void> {
  // Whoever is sent so much may hang up.
  await pipeline(Readable.from(hugeAnswer()), response).catch(() => undefined);
}

function* hugeAnswer(): Generator<string | Buffer> {
  yield '{"data":{"fireCount":"';
  for (let sent = 0; sent < HUGE_BYTES; sent += CHUNK.length) yield CHUNK;
  yield '"}}';
}
