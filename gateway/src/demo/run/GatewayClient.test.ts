import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { GatewayClient, idempotencyKey } from './GatewayClient.js';
import { demoOfficer } from './viewers.js';

let server: Server;

/** A client of a server that answers everything with this status and text. */
async function clientOf(status: number, text: string): Promise<GatewayClient> {
  server = createServer((_request, response) => response.writeHead(status).end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new GatewayClient({ gatewayUrl: `http://127.0.0.1:${port}`, token: async () => 'token' });
}

const question = {
  operation: 'Q',
  document: 'query Q { n }',
  variables: {},
  claims: demoOfficer('water'),
  answer: z.object({ n: z.number() }),
};

describe('GatewayClient', () => {
  afterEach(() => server.close());

  it('answers with the data', async () => {
    const client = await clientOf(200, '{"data":{"n":1}}');
    expect(await client.ask(question)).toEqual({ n: 1 });
  });

  it.each([
    ['a page of something else', 502, '<html>', 'OV_DEMO_NOT_GRAPHQL'],
    ['data of another shape', 200, '{"data":{"n":"1"}}', 'OV_DEMO_ANSWER'],
    ['an error beside data', 200, '{"data":{"n":1},"errors":[{"message":"m"}]}', 'OV_DEMO_REFUSED'],
    ['an error without data', 400, '{"errors":[{"message":"m","extensions":{"code":"X"}}]}', 'OV_DEMO_REFUSED'],
  ])('refuses %s', async (_what, status, text, code) => {
    const client = await clientOf(status, text);
    await expect(client.ask(question)).rejects.toMatchObject({ code });
  });
});

describe('idempotencyKey', () => {
  it('is the same for the same request, and another for another', () => {
    expect(idempotencyKey('Save', [{ code: 'a' }])).toBe(idempotencyKey('Save', [{ code: 'a' }]));
    expect(idempotencyKey('Save', [{ code: 'a' }])).not.toBe(idempotencyKey('Save', [{ code: 'b' }]));
    expect(idempotencyKey('Save', [{ code: 'a' }])).not.toBe(idempotencyKey('Submit', [{ code: 'a' }]));
  });
});
