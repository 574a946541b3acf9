import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { drainable } from './drain.js';

/** A server whose `/slow` answers when it is released, over connections that are kept alive. */
async function startServer() {
  const app: FastifyInstance = Fastify({ forceCloseConnections: 'idle', return503OnClosing: false });
  const drain = drainable(app);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  app.get('/', async () => 'quick');
  app.get('/slow', async () => {
    isAsked();
    await released;
    return 'slow';
  });
  await app.listen({ port: 0 });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(async () => {
    release();
    agent.destroy();
    await app.close();
  });
  const { port } = app.server.address() as AddressInfo;
  return { drain, release, asked, ask: (path: string) => ask(path, port, agent) };
}

function ask(path: string, port: number, agent: Agent): Promise<{ text: string; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request({ path, port, agent }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => {
          text += chunk;
        })
        .on('end', () => resolve({ text, connection: response.headers.connection }));
    });
    sent.on('error', reject).end();
  });
}

/** What a promise is at: `pending` unless it settles within a moment. */
const standing = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => 'settled'), sleep(50).then(() => 'pending')]);

describe('a server that drains', () => {
  it('keeps connections until then', async () => {
    const server = await startServer();
    expect((await server.ask('/')).connection).toBe('keep-alive');
  });

  it('answers what comes during the delay, and tells the client to close', async () => {
    const server = await startServer();
    await server.ask('/');
    const slow = server.ask('/slow');
    await server.asked;
    const drained = server.drain({ delayMs: 1_500, longestMs: 60_000 });
    expect(await server.ask('/')).toEqual({ text: 'quick', connection: 'close' });
    server.release();
    expect(await slow).toEqual({ text: 'slow', connection: 'close' });
    await drained;
    await expect(server.ask('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('waits for what is under way when the delay is over', async () => {
    const server = await startServer();
    const slow = server.ask('/slow');
    await server.asked;
    const drained = server.drain({ delayMs: 0, longestMs: 60_000 });
    expect(await standing(drained)).toBe('pending');
    await expect(server.ask('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    server.release();
    expect((await slow).text).toBe('slow');
    await drained;
  });

  it('cuts off what takes too long', async () => {
    const server = await startServer();
    const slow = server.ask('/slow');
    await server.asked;
    const [cut] = await Promise.allSettled([slow, server.drain({ delayMs: 0, longestMs: 50 })]);
    expect(cut).toMatchObject({ status: 'rejected', reason: { code: 'ECONNRESET' } });
  });

  it('takes new connections until the delay is over, though there were moments without any', async () => {
    const server = await startServer();
    const drained = server.drain({ delayMs: 1_500, longestMs: 60_000 });
    for (let round = 0; round < 3; round++) {
      await sleep(50);
      expect(await server.ask('/')).toEqual({ text: 'quick', connection: 'close' });
    }
    await drained;
    await expect(server.ask('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends after the delay though a connection lies idle', async () => {
    const server = await startServer();
    await server.ask('/');
    // It would not end before the test does if it waited for the connection.
    await server.drain({ delayMs: 50, longestMs: 600_000 });
    await expect(server.ask('/')).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ECONNRESET/) });
  });
});
