import type { Server } from 'node:http';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long a server that stops may take. */
export interface DrainLimits {
  /**
   * How long it goes on taking requests after it has said that it is not ready: balancers need to notice, and clients to
   * be told, by the answers to what they ask meanwhile, to close their connections. Not cut short when there are none:
   * told to close theirs, clients come back by new ones.
   */
  readonly delayMs: number;
  /** How long requests under way may take after that. */
  readonly longestMs: number;
}

/** Ends a server without losing a request. */
export type Drain = (limits: DrainLimits) => Promise<void>;

/** How long a quiet moment is waited for, and how long a turn of the event loop is in which nobody can have come unnoticed. */
const LONGEST_UNREST_MS = 250;
const QUIET_TURN_MS = 1;

/**
 * Prepares a server for its end; call it before the server listens. The `Drain` that comes back takes requests until the
 * delay is over, each answered with `connection: close`; then refuses connections and closes those without a request;
 * then waits for the requests under way, and cuts off those that take too long.
 */
export function drainable(app: FastifyInstance): Drain {
  let isDraining = false;
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining) reply.header('connection', 'close');
  });
  app.addHook('preClose', () => quietMoment(app.server));
  return async ({ delayMs, longestMs }) => {
    isDraining = true;
    await sleep(delayMs);
    // A client that reads slowly, or not at all, must not hold up the end.
    const cut = setTimeout(() => app.server.closeAllConnections(), longestMs);
    await app.close();
    clearTimeout(cut);
  };
}

/**
 * Resolves when nobody waits to be let in, if there is such a moment: as a server stops listening, the system resets
 * connections that are made but not yet accepted.
 */
async function quietMoment(server: Server): Promise<void> {
  const end = performance.now() + LONGEST_UNREST_MS;
  let came = 0;
  const onConnection = () => {
    came += 1;
  };
  server.on('connection', onConnection);
  for (let isQuiet = false; !isQuiet && performance.now() < end; ) {
    const [before, began] = [came, performance.now()];
    await turn();
    isQuiet = came === before && performance.now() - began < QUIET_TURN_MS;
  }
  server.off('connection', onConnection);
}
