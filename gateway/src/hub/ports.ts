import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { gatewayError } from '../errors.js';

const LOOPBACK = '127.0.0.1';

/** How far the ports of subgraphs lie above the gateway's: 4000, then 4100, 4101, … */
const SUBGRAPH_OFFSET = 100;

/**
 * Where free ports are looked for: below those that systems give to whoever connects (from 32768 on Linux, 49152
 * elsewhere), so that no connection takes a port between its being found free and its being listened on.
 */
const FREE_PORTS = { from: 10_000, to: 32_768 };

/** Port of each process, by its name. */
export type Ports = ReadonlyMap<string, number>;

/**
 * Gives every process a port: the gateway `base`, the subgraphs, in the order given, from `base + 100` on; or any free
 * ports.
 * @param subgraphs codes of the subgraphs, the joint one first
 */
export async function assignPorts(subgraphs: readonly string[], base: number | 'free'): Promise<Ports> {
  const names = ['gateway', ...subgraphs];
  const ports =
    base === 'free'
      ? await freePorts(names.length)
      : [base, ...subgraphs.map((_code, index) => base + SUBGRAPH_OFFSET + index)];
  return new Map(names.map((name, index) => [name, ports[index] ?? 0]));
}

/**
 * @param base the port that a user may change by --port
 * @throws OV_HUB_PORT_TAKEN naming the first port that something else listens on
 */
export async function requireFreePorts(ports: Ports, base: number): Promise<void> {
  for (const [name, port] of ports) {
    const server = await listen(port).catch(() => undefined);
    if (server === undefined) {
      throw gatewayError('OV_HUB_PORT_TAKEN', { port, name, other: base < 60_000 ? base + 1000 : 4000 });
    }
    await close(server);
  }
}

/** Ports on which nothing listens now; all different, and chosen at random, so that two who look at once find others. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(FREE_PORTS.from, FREE_PORTS.to);
    const server = ports.has(port) ? undefined : await listen(port).catch(() => undefined);
    if (server === undefined) continue;
    await close(server);
    ports.add(port);
  }
  return [...ports];
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
