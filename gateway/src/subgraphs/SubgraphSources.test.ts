import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { SubgraphSources } from './SubgraphSources.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A subgraph that takes its time, and how many connections it has. */
async function slowSubgraph(
  ms: number,
): Promise<{ readonly url: string; readonly connections: () => Promise<number> }> {
  const server = createServer((_request, response) => {
    setTimeout(() => response.end('{"data":{"a":1}}'), ms);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((cause, count) => (cause ? reject(cause) : resolve(count))),
      ),
  };
}

const limits = { queryTimeoutMs: 2_000, mutationTimeoutMs: 2_000, maxResponseBytes: 1_000 };
const query = { kind: 'health check', context: {}, request: { query: '{ a }' } } as never;

it('keeps one source for a name and URL, and closes those that are gone or have moved once their calls have ended', async () => {
  const [stays, goes] = [await slowSubgraph(20), await slowSubgraph(150)];
  const sources = new SubgraphSources({ signer: undefined, limits, observe: () => undefined });
  closers.unshift(() => sources.close());
  const source = sources.at('water', goes.url);
  expect(sources.at('water', goes.url)).toBe(source);
  expect(sources.at('water', stays.url)).not.toBe(source);
  await Promise.all([sources.at('water', stays.url).process(query), source.process(query)]);

  const underWay = source.process(query);
  await delay(20);
  let isClosed = false;
  const closed = sources.closeOthers([{ name: 'water', url: stays.url }]).then(() => {
    isClosed = true;
  });
  expect(sources.states().map(({ subgraph, breaker, connections }) => [subgraph, breaker, connections])).toEqual([
    ['water', 'closed', 1],
  ]);
  expect(await underWay).toEqual({ data: { a: 1 } });
  expect(isClosed).toBe(false);
  await closed;
  await delay(20);
  expect([await goes.connections(), await stays.connections()]).toEqual([0, 1]);
});
