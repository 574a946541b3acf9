import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { publicViewer, type Viewer } from '@onevisit/kit';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { SubgraphCall } from './SubgraphCall.js';
import { SubgraphDataSource } from './SubgraphDataSource.js';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A subgraph that answers by `handler`, and a data source that calls it. */
async function dataSource(
  handler: Handler,
  limits: { queryTimeoutMs?: number; mutationTimeoutMs?: number; maxResponseBytes?: number } = {},
) {
  const server = createServer((request, response) => {
    void text(request).then((body) => handler(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const calls: SubgraphCall[] = [];
  const source = new SubgraphDataSource({
    name: 'fire-rescue',
    url: `http://127.0.0.1:${port}/graphql`,
    signer: { sign: async ({ audience, body, viewer }) => `signed:${audience}:${viewer.role}:${body.length}` },
    limits: { queryTimeoutMs: 30_000, mutationTimeoutMs: 30_000, maxResponseBytes: 10_000, ...limits },
    observe: (call) => calls.push(call),
  });
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  closers.push(stop, () => source.close());
  return { source, calls, port, stop };
}

/** A call for a client's request that came some time ago and is of the given kind. */
function operation(
  query: string,
  headers = {},
  client: { agoMs?: number; kind?: string; viewer?: Viewer } = {},
): GraphQLDataSourceProcessOptions<GatewayContext> {
  const { agoMs = 0, kind = 'query', viewer = { role: 'auditor', sub: 'li' } } = client;
  const context: GatewayContext = { viewer, requestId: 'r-1', startedAt: performance.now() - agoMs };
  const request = { query, variables: { id: 'x' }, operationName: 'Q', http: { headers } };
  const incomingRequestContext = { operation: { operation: kind } };
  return { kind: 'incoming operation', incomingRequestContext, context, request } as never;
}

/** A fetch of what the objects at `completes` lack. */
function entities(completes: string[], representations: object[] = [{}]) {
  const fetch = operation(
    'query Q($representations: [_Any!]!) { _entities(representations: $representations) { id } }',
  );
  fetch.request.variables = { first: 2, representations };
  return { ...fetch, pathInIncomingRequest: completes } as never;
}

function json(content: unknown): Handler {
  return (_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(content));
}

const query = (): ReturnType<typeof operation> => operation('query Q { a }');
const mutation = (): ReturnType<typeof operation> => operation('mutation Q { a }');
const failure = (code: string, path: unknown[] = ['a']) => ({
  errors: [{ message: expect.stringContaining('fire-rescue'), path, extensions: { code } }],
});

describe('SubgraphDataSource', () => {
  it('sends the operation, an assertion over the exact body, and the request id', async () => {
    let seen: { request: IncomingMessage; body: string } | undefined;
    const { source, calls } = await dataSource((request, response, body) => {
      seen = { request, body };
      json({ data: { a: 1 } })(request, response, body);
    });
    expect(await source.process(query())).toEqual({ data: { a: 1 } });
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      query: 'query Q { a }',
      variables: { id: 'x' },
      operationName: 'Q',
    });
    expect(seen?.request.headers['x-onevisit-assertion']).toBe(`signed:fire-rescue:auditor:${seen?.body.length}`);
    expect(seen?.request.headers['x-request-id']).toBe('r-1');
    expect(calls).toMatchObject([{ subgraph: 'fire-rescue', requestId: 'r-1', outcome: 'ok' }]);
  });

  it('passes no header of the client on', async () => {
    let names: string[] = [];
    const { source } = await dataSource((request, response, body) => {
      names = Object.keys(request.headers).sort();
      json({ data: {} })(request, response, body);
    });
    await source.process(
      operation(
        '{ a }',
        new Map([
          ['authorization', 'Bearer t'],
          ['cookie', 'c'],
          ['x-forwarded-for', '1'],
        ]),
      ),
    );
    const ours = [
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'x-onevisit-assertion',
      'x-request-id',
    ];
    expect(names).toEqual(ours);
  });

  it('asks as the public where no client stands behind the call', async () => {
    let assertion: unknown;
    const { source } = await dataSource((request, response, body) => {
      assertion = request.headers['x-onevisit-assertion'];
      json({ data: {} })(request, response, body);
    });
    await source.process({ kind: 'health check', context: {}, request: { query: '{ a }' } } as never);
    expect(assertion).toContain(publicViewer.role);
  });

  it('keeps data beside errors, and of errors what has a stable code', async () => {
    const { source } = await dataSource(
      json({
        data: { a: null },
        errors: [
          {
            message: 'no',
            path: ['a'],
            extensions: { code: 'OV_KIT_FORBIDDEN', row: 3, stacktrace: ['at /srv/x.js'] },
          },
          { message: 'connect ECONNREFUSED 10.0.0.7:5432', path: ['a'] },
          { message: 'odd', extensions: { code: 7 } },
        ],
      }),
    );
    const hidden = { message: expect.not.stringContaining('10.0.0.7'), extensions: { code: 'SUBGRAPH_ERROR' } };
    expect(await source.process(query())).toEqual({
      data: { a: null },
      errors: [
        { message: 'no', path: ['a'], extensions: { code: 'OV_KIT_FORBIDDEN', row: 3 } },
        { ...hidden, path: ['a'] },
        hidden,
      ],
    });
  });

  it.each<[string, Handler]>([
    ['text', (_request, response) => response.end('<html>')],
    ['half of an object', (_request, response) => response.end('{"data": {"a"')],
    ['a list', json([{ data: {} }])],
    ['neither data nor errors', json({ ok: true })],
    ['data that is a number', json({ data: 3 })],
    ['an empty list of errors', json({ errors: [] })],
    ['too much', json({ data: { a: 'x'.repeat(20_000) } })],
    ['no HTTP', (request) => request.socket.end('hello\r\n\r\n')],
    [
      'a refusal of the assertion',
      (_request, response) => response.writeHead(401).end('{"errors":[{"message":"no"}]}'),
    ],
  ])('returns SUBGRAPH_BAD_RESPONSE for %s', async (_what, handler) => {
    const { source, calls } = await dataSource(handler);
    expect(await source.process(query())).toEqual(failure('SUBGRAPH_BAD_RESPONSE'));
    expect(calls).toMatchObject([{ outcome: 'SUBGRAPH_BAD_RESPONSE' }]);
  });

  it('takes the errors of an answer with status 400', async () => {
    const { source } = await dataSource((_request, response) =>
      response
        .writeHead(400)
        .end(JSON.stringify({ errors: [{ message: 'bad', extensions: { code: 'BAD_USER_INPUT' } }] })),
    );
    expect(await source.process(query())).toEqual({
      errors: [{ message: 'bad', extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('returns SUBGRAPH_TIMEOUT for one that hangs, before or in its answer', async () => {
    const silent = await dataSource(() => undefined, { queryTimeoutMs: 100 });
    expect(await silent.source.process(query())).toEqual(failure('SUBGRAPH_TIMEOUT'));
    const slow = await dataSource((_request, response) => void response.write('{"data":'), { queryTimeoutMs: 100 });
    expect(await slow.source.process(query())).toEqual(failure('SUBGRAPH_TIMEOUT'));
  });

  it('returns SUBGRAPH_UNAVAILABLE without address for one that is down', async () => {
    const { source, port, stop } = await dataSource(json({ data: {} }));
    await stop();
    const answer = await source.process(query());
    expect(answer).toEqual(failure('SUBGRAPH_UNAVAILABLE'));
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`127\\.0\\.0\\.1|${port}`));
  });

  it('names the root fields, or the objects, that a call was to bring', async () => {
    const { source } = await dataSource((request) => void request.socket.destroy());
    const two = await source.process(operation('{ a b: c }'));
    expect(two.errors?.map(({ path }) => path)).toEqual([['a'], ['b']]);
    expect(await source.process(entities(['departments', '@']))).toEqual(failure('SUBGRAPH_UNAVAILABLE', []));
  });

  it('leaves the index out where the gateway would take it for another', async () => {
    const error = { message: 'no', path: ['_entities', 0, 'pool'], extensions: { code: 'OV_KIT_FORBIDDEN' } };
    const { source } = await dataSource(json({ data: { _entities: [null] }, errors: [error] }));
    expect((await source.process(entities(['departments', '@']))).errors).toEqual([{ ...error, path: [] }]);
    expect((await source.process(entities(['visit', 'subject']))).errors).toEqual([error]);
  });

  it('sends a query once more when its connection fails, a mutation never', async () => {
    let seen = 0;
    const { source } = await dataSource((request, response, body) => {
      seen += 1;
      if (seen % 2 === 1) request.socket.destroy();
      else json({ data: { a: 1 } })(request, response, body);
    });
    expect(await source.process(query())).toEqual({ data: { a: 1 } });
    expect(seen).toBe(2);
    expect(await source.process(mutation())).toEqual(failure('SUBGRAPH_UNAVAILABLE'));
    expect(seen).toBe(3);
  });

  it('takes a client’s list for what it is, though its variable is named as plans name theirs', async () => {
    const bodies: string[] = [];
    const { source, calls } = await dataSource((request, response, body) => {
      bodies.push(body);
      if (bodies.length > 1) request.socket.destroy();
      else json({ data: { items: ['a', 'a'] } })(request, response, body);
    });
    const variables = { representations: ['1', '1'] };
    const asking = operation('query Q($representations:[ID!]!){items(ids:$representations)}');
    asking.request.variables = variables;
    expect(await source.process(asking)).toEqual({ data: { items: ['a', 'a'] } });
    expect(JSON.parse(bodies[0] ?? '').variables).toEqual(variables);
    const saving = operation('mutation Q($representations:[ID!]!){save(ids:$representations)}');
    saving.request.variables = variables;
    expect(await source.process(saving)).toEqual(failure('SUBGRAPH_UNAVAILABLE', ['save']));
    expect(bodies).toHaveLength(2);
    expect(calls.map(({ duplicates }) => duplicates)).toEqual([0, 0]);
  });

  it('answers queries while mutations hang, of which it lets no more than 250 wait', async () => {
    const held: ServerResponse[] = [];
    let isReleased = false;
    const { source } = await dataSource(
      (request, response, body) => {
        if (isReleased || body.includes('query Q')) json({ data: { a: 1 } })(request, response, body);
        else held.push(response);
      },
      { queryTimeoutMs: 60_000, mutationTimeoutMs: 60_000 },
    );
    const hanging = Array.from({ length: 250 }, () => source.process(mutation()));
    expect(await source.process(mutation())).toEqual(failure('SUBGRAPH_UNAVAILABLE'));
    expect(await source.process(query())).toEqual({ data: { a: 1 } });
    isReleased = true;
    for (const response of held) response.end('{"data":{"a":1}}');
    for (const answer of await Promise.all(hanging)) expect(answer).toEqual({ data: { a: 1 } });
  });

  it('counts calls that run out of time before they have a connection, and never sends them', async () => {
    const held: ServerResponse[] = [];
    let seen = 0;
    const { source } = await dataSource(
      (_request, response) => {
        seen += 1;
        held.push(response);
      },
      { queryTimeoutMs: 100, mutationTimeoutMs: 60_000 },
    );
    // Queries of a request with a mutation have its time.
    const hanging = Array.from({ length: 64 }, (_, index) =>
      source.process(operation(`query Q { a(n: ${index}) }`, {}, { kind: 'mutation' })),
    );
    const waiting = Array.from({ length: 65 }, (_, index) => source.process(operation(`query Q { a(m: ${index}) }`)));
    for (const answer of await Promise.all(waiting)) expect(answer).toEqual(failure('SUBGRAPH_TIMEOUT'));
    await expect.poll(() => source.state.breaker).toBe('open');
    await expect.poll(() => held.length).toBe(64);
    for (const response of held) response.end('{"data":{"a":1}}');
    await Promise.all(hanging);
    await expect.poll(() => source.state.queued).toBe(0);
    expect(seen).toBe(64);
  });

  it('shares the answer to identical queries of one viewer that are under way, and parses it for each', async () => {
    let seen = 0;
    const { source, calls } = await dataSource((request, response, body) => {
      seen += 1;
      setTimeout(() => json({ data: { a: { deep: [] } } })(request, response, body), 50);
    });
    const [one, other] = await Promise.all([source.process(query()), source.process(query())]);
    expect(one).toEqual({ data: { a: { deep: [] } } });
    expect(one).toEqual(other);
    expect(one.data?.a).not.toBe(other.data?.a);
    expect(calls.map(({ isShared }) => isShared)).toEqual([false, true]);
    expect(seen).toBe(1);
    await Promise.all([source.process(query()), source.process(operation('query Q { b }'))]);
    await Promise.all([source.process(mutation()), source.process(mutation())]);
    const wang = operation('query Q { a }', {}, { viewer: { role: 'auditor', sub: 'wang' } });
    await Promise.all([source.process(query()), source.process(wang)]);
    expect(seen).toBe(7);
  });

  it('gives a call what the calls before it have left of the time', async () => {
    // Much longer than a test may take.
    const { source } = await dataSource(() => undefined, { queryTimeoutMs: 600_000, mutationTimeoutMs: 900_000 });
    expect(await source.process(operation('{ a }', {}, { agoMs: 599_900 }))).toEqual(failure('SUBGRAPH_TIMEOUT'));
    expect(await source.process(operation('{ a }', {}, { agoMs: 600_100 }))).toEqual(failure('SUBGRAPH_TIMEOUT'));
  });

  it('gives the queries that complete a mutation the time of the mutation', async () => {
    const { source } = await dataSource(json({ data: { a: 1 } }), { queryTimeoutMs: 500, mutationTimeoutMs: 60_000 });
    const completing = operation('{ a }', {}, { agoMs: 5_000, kind: 'mutation' });
    expect(await source.process(completing)).toEqual({ data: { a: 1 } });
  });

  it('asks for each object once, and answers for all', async () => {
    let sent: unknown;
    const { source, calls } = await dataSource((request, response, body) => {
      sent = JSON.parse(body);
      json({ data: { _entities: [{ title: 'one' }, { title: 'two' }] } })(request, response, body);
    });
    const [one, two] = [
      { __typename: 'Item', id: '1' },
      { __typename: 'Item', id: '2' },
    ];
    const { data } = await source.process(entities(['items', '@'], [one, two, one]));
    expect(sent).toMatchObject({ variables: { first: 2, representations: [one, two] }, operationName: 'Q' });
    expect(data).toEqual({ _entities: [{ title: 'one' }, { title: 'two' }, { title: 'one' }] });
    expect(calls[0]?.duplicates).toBe(1);
  });

  it.each([
    ['too few', [{}]],
    ['none', null],
    ['no objects', [{}, 3]],
  ])('returns SUBGRAPH_BAD_RESPONSE for entities that are %s', async (_what, found) => {
    const { source } = await dataSource(json({ data: { _entities: found } }));
    const answer = await source.process(entities(['items', '@'], [{ id: 1 }, { id: 2 }]));
    expect(answer).toEqual(failure('SUBGRAPH_BAD_RESPONSE', []));
  });

  it('stops calling one that does not answer, and says how it stands', async () => {
    let seen = 0;
    const { source } = await dataSource((request) => {
      seen += 1;
      request.socket.destroy();
    });
    for (let call = 0; call < 10; call += 1) await source.process(query());
    expect(source.state).toMatchObject({ subgraph: 'fire-rescue', breaker: 'open', calls: 0, queued: 0 });
    const before = seen;
    expect(await source.process(query())).toEqual(failure('SUBGRAPH_UNAVAILABLE'));
    expect(seen).toBe(before);
  });

  it('takes a proxy that cannot reach the subgraph for the subgraph being away', async () => {
    const { source } = await dataSource((_request, response) => response.writeHead(503).end('<html>'));
    expect(await source.process(query())).toEqual(failure('SUBGRAPH_UNAVAILABLE'));
  });
});
