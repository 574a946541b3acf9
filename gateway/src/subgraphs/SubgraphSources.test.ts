import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { SubgraphSources } from './SubgraphSources.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A subgraph that answers at once, or when it is let, and how many connections and calls it has. */
async function aSubgraph() {
  let isLet: Promise<void> = Promise.resolve();
  let calls = 0;
  const server = createServer(async (_request, response) => {
    calls += 1;
    await isLet;
    response.end('{"data":{"a":1}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls: () => calls,
    /** From now on nobody is answered until what comes back is called. */
    hold: (): (() => void) => {
      let release: () => void = () => undefined;
      isLet = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((cause, count) => (cause ? reject(cause) : resolve(count))),
      ),
  };
}

const limits = { queryTimeoutMs: 30_000, mutationTimeoutMs: 30_000, maxResponseBytes: 1_000 };
const query = { kind: 'health check', context: {}, request: { query: '{ a }' } } as never;

it('keeps one source for a name and URL, and closes those that are gone or have moved once their calls have ended', async () => {
  const [stays, goes] = [await aSubgraph(), await aSubgraph()];
  const sources = new SubgraphSources({ signer: undefined, limits, observe: () => undefined });
  closers.unshift(() => sources.close());
  const source = sources.at('water', goes.url);
  expect(sources.at('water', goes.url)).toBe(source);
  expect(sources.at('water', stays.url)).not.toBe(source);
  await Promise.all([sources.at('water', stays.url).process(query), source.process(query)]);

  const release = goes.hold();
  const underWay = source.process(query);
  await expect.poll(goes.calls).toBe(2);
  let isClosed = false;
  const closed = sources.closeOthers([{ name: 'water', url: stays.url }]).then(() => {
    isClosed = true;
  });
  expect(sources.states().map(({ subgraph, breaker, connections }) => [subgraph, breaker, connections])).toEqual([
    ['water', 'closed', 1],
  ]);
  expect(isClosed).toBe(false);
  release();
  expect(await underWay).toEqual({ data: { a: 1 } });
  await closed;
  await expect.poll(async () => [await goes.connections(), await stays.connections()]).toEqual([0, 1]);
});
