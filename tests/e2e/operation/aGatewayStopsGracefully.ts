import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@onevisit/gateway';
import { expect, it, onTestFinished } from 'vitest';
import type { SmallFederation } from '../../bench/soak/SmallFederation.js';

const CLIENTS = 6;
const DRAIN_DELAY_MS = 1_500;
const PAUSE_MS = 5;

/** How a request ended: with a status, or without an answer, on a connection that had served before or on a new one. */
type End =
  | { readonly status: number; readonly closes: boolean }
  | { readonly failed: string; readonly isOnNewConnection: boolean };

/** A gateway that is told to stop while clients with connections that are kept alive go on asking. */
export function aGatewayStopsGracefully(federation: () => SmallFederation): void {
  it('answers all that came before it stopped, says first that it is not ready, and ends with status 0', async () => {
    const [port = 0] = await freePorts(1);
    const gateway = federation().gateway(port, { env: { ONEVISIT_DRAIN_DELAY_MS: `${DRAIN_DELAY_MS}` } });
    await gateway.start();
    onTestFinished(() => gateway.stop());
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS * 2 });
    onTestFinished(() => agent.destroy());
    const ask = (query: string) => post(port, agent, query);

    const asked: End[][] = Array.from({ length: CLIENTS }, () => []);
    const askUntilRefused = async (ends: End[]) => {
      do ends.push(await ask('{ asker }'));
      while (ends.every((end) => 'status' in end) && (await sleep(PAUSE_MS, true)));
      return ends;
    };
    const load = Promise.all(asked.map(askUntilRefused));
    await expect.poll(() => asked.every((ends) => ends.length > 1)).toBe(true);
    const slow = ask(`{ slow(ms: ${DRAIN_DELAY_MS * 2}) }`);
    const stopped = gateway.stop();
    await expect.poll(() => readiness(port), { interval: 10 }).toBe(503);
    const ends = await load;

    expect(await slow).toEqual({ status: 200, closes: true });
    await stopped;
    for (const ofClient of ends) {
      // Each request of a client was answered. From some answer on, each tells it to close its connection.
      const answers = ofClient.slice(0, -1);
      const [first = -1, last] = [answers.findIndex((end) => 'status' in end && end.closes), answers.length];
      expect(first).toBeGreaterThan(0);
      expect(answers.slice(0, first)).toEqual(Array(first).fill({ status: 200, closes: false }));
      expect(answers.slice(first)).toEqual(Array(last - first).fill({ status: 200, closes: true }));
      // In the end it finds no gateway any more, and knows that from a connection that could not be made.
      expect(ofClient.at(-1)).toMatchObject({ isOnNewConnection: true });
    }
    expect(ends.map((ofClient) => ofClient.at(-1))).toContainEqual(expect.objectContaining({ failed: 'ECONNREFUSED' }));
    expect(await federation().gatewayLog(port)).toMatch(/"msg":"draining".*\n(.*\n)*.*"msg":"stopped"/);
  });
}

function post(port: number, agent: Agent, query: string): Promise<End> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request({ port, path: '/graphql', method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode ?? 0, closes: response.headers.connection === 'close' });
      });
    });
    sent.on('error', (cause: NodeJS.ErrnoException) =>
      resolve({ failed: String(cause.code), isOnNewConnection: !sent.reusedSocket }),
    );
    sent.end(JSON.stringify({ query }));
  });
}

async function readiness(port: number): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } });
  return status;
}
