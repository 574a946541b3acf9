import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LightCity, startLightCity } from './lightCity.fixture.js';

let city: LightCity;
beforeAll(async () => {
  city = await startLightCity();
});
afterAll(() => city.close());

/** Asks both departments, of which one answers as given; the other's answer must stand. */
async function askWhile(answer: (response: ServerResponse) => void) {
  city.waterAnswers(answer);
  const { data, errors, codes, text, status, headers } = await city.ask('{ open water { level safe } }');
  expect(data?.open).toBe('open');
  expect(status).toBe(200);
  return { water: data?.water, errors, codes, text, headers };
}

const sends = (text: string) => (response: ServerResponse) => void response.end(text);

/** Never ends, until nobody listens. */
function writesOn(response: ServerResponse): void {
  const writing = setInterval(() => response.write('x'.repeat(20_000)), 1);
  response.on('close', () => clearInterval(writing));
}

describe('a subgraph that has been taken over', () => {
  it.each([
    ['__proto__', '{"data":{"__proto__":{"polluted":true},"water":{"__proto__":{"polluted":true},"level":"low"}}}'],
    ['constructor', '{"data":{"constructor":{"prototype":{"polluted":true}},"water":{"level":"low"}}}'],
    [
      '__proto__ in an error',
      '{"data":{"water":{"level":"low"}},"errors":[{"message":"x","extensions":{"code":"A","__proto__":{"polluted":true}}}]}',
    ],
  ])('pollutes no prototype by %s', async (_way, answer) => {
    const { water } = await askWhile(sends(answer));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(water).toMatchObject({ level: 'low' });
  });

  it('gets nothing to a client that was not asked for', async () => {
    const { text } = await askWhile(
      sends('{"data":{"water":{"level":"low","secret":"xyzzy"},"other":"xyzzy"},"extensions":{"a":"xyzzy"}}'),
    );
    expect(text).not.toContain('xyzzy');
  });

  it('cannot set status, headers or cookies of the answer', async () => {
    const http = { status: 401, headers: { 'set-cookie': 'session=evil', location: 'https://evil.example' } };
    const { headers } = await askWhile(
      sends(
        JSON.stringify({ data: { water: null }, errors: [{ message: 'x', extensions: { code: 'OV_A_B', http } }] }),
      ),
    );
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('location')).toBeNull();
  });

  it('cannot pass for the gateway with an error of another path or service', async () => {
    const { errors } = await askWhile(
      sends(
        '{"data":{"water":null},"errors":[{"message":"x","path":["water"],"extensions":{"code":"OV_A_B","serviceName":"fire-rescue"}}]}',
      ),
    );
    expect(errors.map(({ extensions }) => extensions.serviceName)).toEqual(['water']);
  });

  it.each([
    [
      'a stack trace',
      '{"data":{"water":null},"errors":[{"message":"at /srv/app.js:3 10.0.0.7","extensions":{"stacktrace":["at /srv/app.js:3"]}}]}',
    ],
    [
      'a stack trace beside a code',
      '{"data":{"water":null},"errors":[{"message":"x","extensions":{"code":"OV_A_B","stacktrace":["at /srv/app.js:3"],"exception":{"host":"10.0.0.7"}}}]}',
    ],
    [
      'what Apollo Server says of a fault inside',
      '{"data":{"water":null},"errors":[{"message":"connect ECONNREFUSED 10.0.0.7:5432","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}',
    ],
    [
      'what a database or Node.js calls a fault inside',
      '{"data":{"water":null},"errors":[{"message":"connect 10.0.0.7:5432","extensions":{"code":"ECONNREFUSED"}}]}',
    ],
    [
      'what is for whoever looks for a fault, beside a code of the request',
      '{"data":{"water":null},"errors":[{"message":"x","extensions":{"code":"BAD_USER_INPUT","why":"10.0.0.7"}}]}',
    ],
    [
      'the same beside a code of a catalogue',
      '{"data":{"water":null},"errors":[{"message":"x","extensions":{"code":"OV_A_B","stackTrace":["/srv"],"debug":{"url":"http://10.0.0.7"}}}]}',
    ],
  ])('shows no client %s', async (_what, answer) => {
    const { text, codes } = await askWhile(sends(answer));
    expect(text).not.toMatch(/srv|10\.0\.0\.7/);
    expect(codes).toHaveLength(1);
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['garbage', sends('<html>at /srv/app.js</html>'), 'SUBGRAPH_BAD_RESPONSE'],
    [
      'more than any answer has',
      sends(`{"data":{"water":{"level":"${'x'.repeat(200_000)}"}}}`),
      'SUBGRAPH_BAD_RESPONSE',
    ],
    ['without end', writesOn, 'SUBGRAPH_BAD_RESPONSE'],
    ['not at all', () => undefined, 'SUBGRAPH_TIMEOUT'],
    ['by hanging up', (response) => void response.socket?.destroy(), 'SUBGRAPH_UNAVAILABLE'],
  ])('that answers %s costs its own values and nothing else', async (_what, answer, code) => {
    const { water, codes, text } = await askWhile(answer);
    expect(water).toBeNull();
    expect(codes).toEqual([code]);
    expect(text).not.toMatch(/127\.0\.0\.1|srv/);
  });

  it('that answers with lists nested forty thousand deep fills no field', async () => {
    const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
    const { water } = await askWhile(sends(`{"data":{"water":{"level":${deep}}}}`));
    expect(Object.values(water ?? {}).every((value) => value === null)).toBe(true);
  });

  it('cannot have a value that is no value pass for a whole answer', async () => {
    // The first two requests are executed by Apollo Gateway, the others here.
    for (let request = 0; request < 4; request += 1) {
      const { water, errors } = await askWhile(sends('{"data":{"water":{"level":"low","safe":"perhaps"}}}'));
      expect(water).toEqual({ level: 'low', safe: null });
      expect(errors).toMatchObject([
        { path: ['water', 'safe'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'water' } },
      ]);
    }
  });

  it('cannot send the gateway elsewhere', async () => {
    let called = 0;
    const elsewhere = createServer((_request, response) => {
      called += 1;
      response.end('{"data":{"water":{"level":"stolen"}}}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    for (const status of [302, 307]) {
      const { codes, text } = await askWhile((response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${port}/graphql` }).end(),
      );
      expect(codes).toEqual(['SUBGRAPH_BAD_RESPONSE']);
      expect(text).not.toContain('stolen');
    }
    expect(called).toBe(0);
    await new Promise((resolve) => elsewhere.close(resolve));
  });

  it('is sent assertions that are good for it alone', async () => {
    await askWhile(sends('{"data":{"water":{"level":"low"}}}'));
    const assertion = String(city.waterHeaders.at(-1)?.['x-onevisit-assertion']);
    const response = await fetch(city.fireUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-onevisit-assertion': assertion },
      body: '{"query":"{ staff }"}',
    });
    expect(response.status).toBe(401);
  });
});

describe('a subgraph of ours that fails', () => {
  it('tells a client neither what failed nor where', async () => {
    const { codes, text } = await city.ask('{ boom open }');
    expect(codes).toEqual(['OV_KIT_INTERNAL']);
    expect(text).not.toMatch(/10\.0\.0\.7|srv|ECONN/);
  });
});
