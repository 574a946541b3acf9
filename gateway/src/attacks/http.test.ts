import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../server/createHttpServer.js';
import { answerOf, fireOfficer, type LightCity, startLightCity } from './lightCity.fixture.js';

let city: LightCity;
beforeAll(async () => {
  city = await startLightCity();
});
afterAll(() => city.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const OPEN = '{"query":"{ open }"}';

/** Sends a request as it is, and expects that it reaches no subgraph. */
async function refused(init: RequestInit, path = '') {
  const before = city.fireSaw.length;
  const answer = await answerOf(await fetch(`${city.url}${path}`, init));
  expect(city.fireSaw.length).toBe(before);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(/node_modules|\bat .+:\d+/);
  return answer;
}

/** Sends bytes over a bare connection, and gives back all that comes until it is closed. */
async function raw(...lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(city.url);
  const socket = connect(Number(port), hostname);
  socket.write(lines.join('\r\n'));
  return await text(socket);
}

describe('a request that another site makes a browser send', () => {
  it.each([
    ['text/plain', OPEN],
    ['application/x-www-form-urlencoded', 'query=%7Bopen%7D'],
    ['multipart/form-data; boundary=x', '--x--'],
  ])('a form of type %s is refused', async (type, body) => {
    await refused({ method: 'POST', headers: { 'content-type': type }, body });
  });

  it('a GET without a header that a form cannot send is refused', async () => {
    const { codes } = await refused({ method: 'GET' }, '?query=%7Bopen%7D');
    expect(codes).toEqual(['BAD_REQUEST']);
  });

  it('a mutation by GET is refused', async () => {
    const headers = { 'apollo-require-preflight': 'x' };
    const { status } = await refused({ headers }, `?query=${encodeURIComponent('mutation { note(text: "x") }')}`);
    expect(status).toBe(405);
  });

  it('no other origin is allowed to read an answer', async () => {
    const { headers } = await city.ask('{ open }', { headers: { origin: 'https://evil.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a request that is no request', () => {
  it('a batch is refused', async () => {
    await refused({ method: 'POST', headers: JSON_TYPE, body: `[${OPEN},${OPEN}]` });
  });

  it('a body that is too large is refused, with or without its length', async () => {
    const large = JSON.stringify({ query: 'x'.repeat(9_000_000) });
    expect((await refused({ method: 'POST', headers: JSON_TYPE, body: large })).codes).toEqual([
      'OV_GATEWAY_BODY_TOO_LARGE',
    ]);
    const stream = new Blob([large]).stream();
    const chunked = { method: 'POST', headers: JSON_TYPE, body: stream, duplex: 'half' } as RequestInit;
    expect((await refused(chunked)).status).toBe(413);
  });

  it.each([
    ['half of a JSON', '{"query":'],
    ['JSON that pollutes a prototype', '{"query":"{ open }","__proto__":{"polluted":true}}'],
    ['JSON that pollutes by a constructor', '{"query":"{ open }","constructor":{"prototype":{"polluted":true}}}'],
    ['a text', '"{ open }"'],
    ['nothing', ''],
    ['an operation that is no text', '{"query":{"open":1}}'],
    ['variables that are no object', '{"query":"{ open }","variables":[1]}'],
  ])('a body that is %s is refused', async (_what, body) => {
    await refused({ method: 'POST', headers: JSON_TYPE, body });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('a compressed body is not unpacked', async () => {
    await refused({ method: 'POST', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(OPEN) });
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('the method %s is refused', async (method) => {
    await refused({ method, headers: JSON_TYPE, body: OPEN });
  });

  it('two lengths in one request are refused', async () => {
    const answer = await raw(
      'POST /graphql HTTP/1.1',
      'host: x',
      'content-type: application/json',
      'content-length: 6',
      'transfer-encoding: chunked',
      '',
      '0',
      '',
      'GET /healthz HTTP/1.1',
      'host: x',
      '',
      '',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).not.toContain('alive');
  });

  it('headers without end are refused', async () => {
    const answer = await raw('GET /graphql HTTP/1.1', 'host: x', `x-large: ${'x'.repeat(100_000)}`, '', '');
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  });

  it('a body that never ends does not keep its connection', async () => {
    const app = createHttpServer({ logLevel: 'silent', trustedProxies: [] });
    await app.ready();
    expect(app.server.requestTimeout).toBeGreaterThan(0);
    expect(app.server.requestTimeout).toBeLessThanOrEqual(120_000);
    expect(app.server.headersTimeout).toBeGreaterThan(0);
    await app.close();
  });

  it('paths lead to no file', async () => {
    const origin = new URL(city.url).origin;
    for (const path of [
      '/graphiql/../../package.json',
      '/graphiql/%2e%2e/%2e%2e/package.json',
      '/graphiql/..%2f..%2fpackage.json',
    ]) {
      const response = await fetch(`${origin}${path}`);
      expect(await response.text()).not.toContain('"name"');
      expect(response.status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('a request that repeats', () => {
  it('a client that asks without pause is told to wait', async () => {
    const slow = await startLightCity({ ONEVISIT_RATE_LIMIT: 'public=5,officer=8' });
    try {
      const statuses = async (count: number, as?: typeof fireOfficer) => {
        const asked: number[] = [];
        for (let n = 0; n < count; n += 1) {
          const { status, codes, headers } = await slow.ask('{ open }', as === undefined ? {} : { as });
          asked.push(status);
          if (status === 429)
            expect([codes, Number(headers.get('retry-after')) > 0]).toEqual([['OV_GATEWAY_RATE'], true]);
        }
        return asked.filter((status) => status === 429).length;
      };
      expect(await statuses(8)).toBe(3);
      expect(await statuses(10, fireOfficer)).toBe(2);
      // The public endpoint is no second purse.
      expect((await slow.ask('{ open }', { path: '/public/graphql' })).codes).toEqual(['OV_GATEWAY_RATE']);
    } finally {
      await slow.close();
    }
  });

  it('an address of its own making earns a client nothing', async () => {
    const slow = await startLightCity({ ONEVISIT_RATE_LIMIT: 'public=2' });
    try {
      const from = (address: string) =>
        slow.ask('{ open }', { headers: { 'x-forwarded-for': address, forwarded: `for=${address}` } });
      const statuses = [await from('1.1.1.1'), await from('2.2.2.2'), await from('3.3.3.3')].map(
        ({ status }) => status,
      );
      expect(statuses).toEqual([200, 200, 429]);
    } finally {
      await slow.close();
    }
  });
});

describe('persisted queries', () => {
  it('a query under the hash of another is refused, and not kept', async () => {
    const sha256Hash = createHash('sha256').update('{ open }').digest('hex');
    const persisted = { persistedQuery: { version: 1, sha256Hash } };
    const poisoned = await city.ask('{ echo(text: "poison") }', { extensions: persisted });
    expect(poisoned.data ?? null).toBeNull();
    expect(poisoned.status).toBe(400);
    const later = await answerOf(
      await fetch(city.url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ extensions: persisted }) }),
    );
    expect(later.text).not.toContain('poison');
    expect(later.data ?? null).toBeNull();
  });

  it('a mutation asked for by its id runs no more than one in full where only its cost is asked for', async () => {
    const query = 'mutation { note(text: "persisted") }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const cost = { cost: 'estimate' };
    await city.ask(query, { extensions: { ...cost, persistedQuery: { version: 1, sha256Hash } } });
    const before = city.fireSaw.length;
    const body = JSON.stringify({ documentId: `sha256:${sha256Hash}`, extensions: cost });
    const estimate = await answerOf(await fetch(city.url, { method: 'POST', headers: JSON_TYPE, body }));
    expect(JSON.parse(estimate.text)).toMatchObject({ data: null, extensions: { cost: { role: 'public' } } });
    expect(city.fireSaw.length).toBe(before);
  });

  it('a query is found by its id with GET, too', async () => {
    const sha256Hash = createHash('sha256').update('{ open }').digest('hex');
    await city.ask('{ open }', { extensions: { persistedQuery: { version: 1, sha256Hash } } });
    const search = new URLSearchParams({ documentId: `sha256:${sha256Hash}`, extensions: '{"cost":"report"}' });
    const found = await answerOf(
      await fetch(`${city.url}?${search}`, { headers: { 'apollo-require-preflight': 'x' } }),
    );
    expect(JSON.parse(found.text)).toMatchObject({ data: { open: 'open' }, extensions: { cost: {} } });
  });
});
