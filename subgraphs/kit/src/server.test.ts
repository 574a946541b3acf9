import { GraphQLError, GraphQLScalarType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { defineErrors } from './errors.js';
import { ASSERTION_HEADER, createAssertionSigner } from './identity/assertion.js';
import { makeProcessKeys, type ProcessKeys } from './identity/processKeys.fixture.js';
import { publicViewer, type Viewer } from './identity/viewer.js';
import { type RequestContext, type Resolvers, type RunningSubgraph, startSubgraph } from './server.js';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar Even
  enum Colour { RED GREEN }
  type Query {
    whoAmI: String
    fails(how: String!): String
    failsNonNull: Failing
    colour: Colour
    even(number: Even): Int
    list(rows: [RowInput!]!): Int
    slow: String
    long(times: Int!): String
  }
  input RowInput { number: Even! colour: Colour, live: Boolean! = true }
  type Failing { must: String! }
`;

const testError = defineErrors({
  OV_TEST_ODD: { zh: '{number} 不是偶数。', en: '{number} is odd.' },
  OV_TEST_REFUSED: { zh: '不行。', en: 'No.' },
});

const SECRET = 'password=hunter2 at /srv/db';

let keys: ProcessKeys;
let subgraph: RunningSubgraph;
let databaseIsAway = false;
let releaseSlow: (() => void) | undefined;

const resolvers: Resolvers = {
  Even: new GraphQLScalarType<unknown, unknown>({
    name: 'Even',
    parseValue: (value) => {
      if (typeof value !== 'number' || value % 2 !== 0) throw testError('OV_TEST_ODD', { number: String(value) });
      return value;
    },
  }),
  Query: {
    whoAmI: (_: unknown, __: unknown, context: unknown) => JSON.stringify((context as RequestContext).viewer),
    fails: (_: unknown, { how }: { how: string }) => {
      if (how === 'error') throw new Error(SECRET);
      if (how === 'text') throw SECRET;
      if (how === 'graphql') throw new GraphQLError(SECRET);
      if (how === 'caused') throw new GraphQLError('wrapped', { originalError: new Error(SECRET) });
      if (how === 'rejected') return Promise.reject(new TypeError(SECRET));
      throw testError('OV_TEST_REFUSED', {}, { row: 7 });
    },
    failsNonNull: () => ({ must: null }),
    colour: () => SECRET,
    even: (_: unknown, { number }: { number: number }) => number,
    list: (_: unknown, { rows }: { rows: { live: boolean }[] }) => rows.filter(({ live }) => live).length,
    long: (_: unknown, { times }: { times: number }) => '一行\t'.repeat(times),
    slow: () => new Promise((resolve) => (releaseSlow = () => resolve('done'))),
  },
};

async function start(port = 0): Promise<RunningSubgraph> {
  return await startSubgraph({
    name: 'fire-rescue',
    owner: 'fire-rescue',
    typeDefs: parse(SDL),
    resolvers,
    config: {
      port,
      host: '127.0.0.1',
      databaseUrl: '',
      keyFile: '',
      trustedKeys: keys.trustedFile,
      logLevel: 'silent',
    },
    context: (base) => base,
    ready: async () => {
      if (databaseIsAway) throw new Error('away');
    },
    onClose: async () => undefined,
  });
}

beforeAll(async () => {
  keys = await makeProcessKeys(['gateway', 'joint-inspection']);
  subgraph = await start();
});
afterAll(async () => {
  await subgraph.close();
  await keys.remove();
});

const ask = (query: string, variables: object = {}, viewer: Viewer = publicViewer) =>
  keys.call(subgraph.url, 'fire-rescue', viewer, { query, variables });

const place = (path: string) => new URL(path, subgraph.url);

/** Posts a body as it is, with an assertion over it. */
async function post(body: string, headers: Record<string, string> = {}) {
  const signer = await createAssertionSigner(keys.privateFile('gateway'));
  const assertion = await signer.sign({ audience: 'fire-rescue', body, viewer: publicViewer });
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion, ...headers },
    body,
  });
  const text = await response.text();
  const { status, headers: answered } = response;
  return { status, text, headers: answered, code: JSON.parse(text).errors?.[0]?.extensions?.code };
}

describe('a caller', () => {
  it('is whom the assertion names', async () => {
    const officer: Viewer = { role: 'officer', sub: '张', department: 'fire-rescue' };
    const { status, data } = await ask('{ whoAmI }', {}, officer);
    expect(status).toBe(200);
    expect(JSON.parse(String(data?.whoAmI))).toEqual(officer);
  });

  it('is refused without a valid assertion, whatever the method and the type of the body', async () => {
    const body = JSON.stringify({ query: '{ whoAmI }' });
    const json = { 'content-type': 'application/json' };
    const calls: [string, RequestInit][] = [
      ['no assertion', { method: 'POST', headers: json, body }],
      ['a false one', { method: 'POST', headers: { ...json, [ASSERTION_HEADER]: 'a.b.c' }, body }],
      ['GET', {}],
      ['no body', { method: 'POST' }],
      ['GraphQL as text', { method: 'POST', headers: { 'content-type': 'application/graphql' }, body: '{ whoAmI }' }],
      ['plain text', { method: 'POST', headers: { 'content-type': 'text/plain' }, body }],
    ];
    for (const [what, init] of calls) {
      const url = init.method === undefined ? place('/graphql?query=%7BwhoAmI%7D') : place('/graphql');
      const response = await fetch(url, init);
      expect(response.status, what).toBe(401);
      expect(await response.json(), what).toMatchObject({
        errors: [{ extensions: { code: 'OV_KIT_UNAUTHENTICATED' } }],
      });
    }
  });

  it('cannot use an assertion for another body, nor twice', async () => {
    const signer = await createAssertionSigner(keys.privateFile('gateway'));
    const body = JSON.stringify({ query: '{ whoAmI }' });
    const assertion = await signer.sign({ audience: 'fire-rescue', body, viewer: publicViewer });
    const send = async (sent: string) =>
      (
        await fetch(subgraph.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion },
          body: sent,
        })
      ).status;
    expect(await send(`${body} `)).toBe(401);
    expect(await send(body)).toBe(200);
    expect(await send(body)).toBe(401);
  });
});

describe('a bad request', () => {
  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no query', '{}'],
    ['a query that is no text', '{"query":{}}'],
    ['a prototype', '{"query":"{ whoAmI }","variables":{"__proto__":{"x":1}}}'],
  ])('is refused: %s', async (_what, body) => {
    const { status, code } = await post(body);
    expect({ status, code }).toEqual({ status: 400, code: 'OV_KIT_BAD_REQUEST' });
  });

  it('is refused where a document holds several operations', async () => {
    for (const operationName of ['A', 'B']) {
      const body = JSON.stringify({ query: 'query A { whoAmI } query B { slow }', operationName });
      expect((await post(body)).code).toBe('OV_KIT_BAD_REQUEST');
    }
  });

  it('is refused where the body is too large', async () => {
    const { status, code } = await post(JSON.stringify({ query: ' '.repeat(16 * 1024 * 1024) }));
    expect({ status, code }).toEqual({ status: 413, code: 'OV_KIT_BAD_REQUEST' });
  });

  it('is told what GraphQL objects to', async () => {
    for (const query of ['{ whoAmI', '{ whoIsShe }', 'query ($n: Int!) { even(number: $n) }']) {
      const { status, errors } = await ask(query);
      expect(status).toBe(400);
      expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
    expect((await ask('{ whoIsShe }')).errors?.[0]?.message).toContain('whoIsShe');
    expect((await ask('query ($rows: [RowInput!]!) { list(rows: $rows) }')).errors?.[0]?.message).toContain('$rows');
  });
});

describe('an answer', () => {
  it.each([10, 100_000])('of %i times some text arrives whole, as JSON, with its length in bytes', async (times) => {
    const { text, headers } = await post(JSON.stringify({ query: `{ long(times: ${times}) }` }));
    expect(JSON.parse(text).data.long).toBe('一行\t'.repeat(times));
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });
});

describe('an error', () => {
  it.each(['error', 'text', 'graphql', 'caused', 'rejected'])('that is not expected leaks nothing: %s', async (how) => {
    for (let run = 0; run < 3; run += 1) {
      const answer = await ask('query ($how: String!) { fails(how: $how) }', { how });
      expect(JSON.stringify(answer)).not.toMatch(/hunter2|srv/);
      expect(answer.data).toEqual({ fails: null });
      expect(answer.errors).toMatchObject([
        { message: expect.stringContaining('Internal error'), extensions: { code: 'OV_KIT_INTERNAL' } },
      ]);
    }
  });

  it('in what a resolver returns leaks nothing either, compiled or not', async () => {
    for (let run = 0; run < 3; run += 1) {
      const answer = await ask('{ colour failsNonNull { must } }');
      expect(JSON.stringify(answer)).not.toMatch(/hunter2|srv/);
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['OV_KIT_INTERNAL', 'OV_KIT_INTERNAL']);
    }
  });

  it('bears the id of the request', async () => {
    const { text } = await post(JSON.stringify({ query: '{ fails(how: "error") }' }), { 'x-request-id': 'req-7' });
    expect(text).toContain('req-7');
  });

  it('of a catalogue arrives as it is', async () => {
    const { errors } = await ask('{ fails(how: "catalogue") }');
    expect(errors).toMatchObject([{ message: '不行。 No.', extensions: { code: 'OV_TEST_REFUSED', row: 7 } }]);
  });
});

describe('a wrong value of a scalar', () => {
  // The first run of a query is interpreted, later ones are compiled.
  it.each([
    ['a variable', 'query ($n: Even) { even(number: $n) }', { n: 3 }, '$n'],
    [
      'within a list',
      'query ($rows: [RowInput!]!) { list(rows: $rows) }',
      { rows: [{ number: 2 }, { number: 3 }] },
      '$rows" got invalid value 3 at "rows[1].number',
    ],
  ])('keeps its code, text and place: %s', async (_what, query, variables, where) => {
    for (let run = 0; run < 4; run += 1) {
      const { errors } = await ask(query, variables);
      expect(errors?.[0]?.extensions.code).toBe('OV_TEST_ODD');
      expect(errors?.[0]?.message).toContain('3 is odd.');
      expect(errors?.[0]?.message).toContain(where);
    }
  });

  it('has the default of its input field, compiled or not', async () => {
    for (let run = 0; run < 4; run += 1) {
      const query = 'query Defaults($rows: [RowInput!]!) { list(rows: $rows) }';
      expect((await ask(query, { rows: [{ number: 2 }, { number: 4, live: false }] })).data).toEqual({ list: 1 });
    }
  });
});

describe('the process', () => {
  it('says that it is alive, and whether it can serve', async () => {
    onTestFinished(() => {
      databaseIsAway = false;
    });
    expect(await (await fetch(place('/healthz'))).json()).toEqual({ status: 'alive' });
    expect((await fetch(place('/readyz'))).status).toBe(200);
    databaseIsAway = true;
    const away = await fetch(place('/readyz'));
    expect({ status: away.status, body: await away.json() }).toEqual({ status: 503, body: { status: 'not ready' } });
    expect((await fetch(place('/healthz'))).status).toBe(200);
  });

  it('counts requests by route and status', async () => {
    await ask('{ whoAmI }');
    const metrics = await (await fetch(place('/metrics'))).text();
    expect(metrics).toMatch(
      /onevisit_request_duration_seconds_count\{(?=[^}]*route="\/graphql")(?=[^}]*status="200")[^}]*subgraph="fire-rescue"[^}]*\} \d+/,
    );
    expect(metrics).toContain('process_cpu_seconds_total');
  });

  it('says that its port is taken', async () => {
    await expect(start(Number(place('/').port))).rejects.toMatchObject({ code: 'OV_KIT_CANNOT_LISTEN' });
  });

  it('finishes the request under way before it closes, and takes none after', async () => {
    const other = await start();
    const answer = keys.call(other.url, 'fire-rescue', publicViewer, { query: '{ slow }' });
    await expect.poll(() => releaseSlow).toBeDefined();
    let isClosed = false;
    const closing = other.close().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isClosed).toBe(false);
    releaseSlow?.();
    expect((await answer).data).toEqual({ slow: 'done' });
    await closing;
    expect(isClosed).toBe(true);
    await expect(fetch(new URL('/healthz', other.url))).rejects.toThrow();
  });
});
