import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createAssertionVerifier, readTrustedKeys, type Viewer } from '@onevisit/kit';
import { compose } from '@onevisit/schema/composition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signClientToken } from '../hub/clientToken.js';
import { ensureKeys, type KeyFiles } from '../hub/keys.js';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';
import { type RunningGateway, startGateway } from './startGateway.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const fireSdl = `${LINK} type Query { subject: Subject viewer: String boom: String } type Mutation { save(text: String): Int } type Subject @key(fields: "id") { id: ID! self: Subject }`;
const waterSdl = `${LINK} type Subject @key(fields: "id") { id: ID! permit: String }`;

let folder: string;
let keys: KeyFiles;
let gateway: RunningGateway;
let fire: Server;
let water: Server;
let seen: { viewer: Viewer; requestId: unknown } | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  keys = await ensureKeys(folder, ['gateway']);
  fire = await subgraph('fire-rescue', (query) => {
    if (query.includes('boom'))
      return { data: { boom: null }, errors: [{ message: 'at /srv/app.js:3', path: ['boom'] }] };
    return { data: { subject: { __typename: 'Subject', id: 's1' }, viewer: seen?.viewer.role, save: 1 } };
  });
  water = await subgraph('water', () => ({ data: { _entities: [{ permit: 'W-1' }] } }));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf());
  gateway = await startGateway({
    PORT: '0',
    LOG_LEVEL: 'silent',
    ONEVISIT_SUPERGRAPH: supergraph,
    ONEVISIT_KEY_FILE: keys.privateKeyOf('gateway'),
    ONEVISIT_CLIENT_JWKS: keys.clients,
    ONEVISIT_CLIENT_ISSUER: DEVELOPMENT_ISSUER,
    SUBGRAPH_URL_WATER: urlOf(water),
  });
});

afterAll(async () => {
  await gateway.close();
  for (const server of [fire, water]) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

/** A subgraph that, as real ones do, answers only to an assertion that the gateway has signed for it. */
async function subgraph(name: string, answer: (query: string) => object): Promise<Server> {
  const verifier = createAssertionVerifier(name, await readTrustedKeys(keys.trusted));
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const viewer = await verifier.verify(String(request.headers['x-onevisit-assertion']), Buffer.from(body));
      seen = { viewer, requestId: request.headers['x-request-id'] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(JSON.parse(body).query)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** The water department is elsewhere than the supergraph says: the environment overrides it. */
function supergraphOf(): string {
  const composition = compose([
    { name: 'fire-rescue', url: urlOf(fire), sdl: fireSdl, file: 'fire-rescue.graphql' },
    { name: 'water', url: 'http://127.0.0.1:1/graphql', sdl: waterSdl, file: 'water.graphql' },
  ]);
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { extensions: object; path?: unknown }[];
  };
  return { status: response.status, headers: response.headers, data, errors };
}

/** Asks both subgraphs while one is down. */
async function askWithoutWater(): ReturnType<typeof ask> {
  const answer = water.listeners('request');
  water.removeAllListeners('request').on('request', (request) => request.socket.destroy());
  try {
    return await ask('{ subject { id permit } }');
  } finally {
    water.removeAllListeners('request');
    for (const listener of answer) water.on('request', listener as () => void);
  }
}

describe('startGateway', () => {
  it('answers across subgraphs, wherever the environment says they are', async () => {
    const { status, data, errors } = await ask('{ subject { id permit } }');
    expect({ status, data, errors }).toEqual({
      status: 200,
      data: { subject: { id: 's1', permit: 'W-1' } },
      errors: undefined,
    });
  });

  it('vouches for the public and for whoever a token names', async () => {
    expect((await ask('{ viewer }')).data).toEqual({ viewer: 'public' });
    const token = await signClientToken(keys, { role: 'lead', department: 'market-regulation', sub: 'chen' });
    expect((await ask('{ viewer }', { authorization: `Bearer ${token}` })).data).toEqual({ viewer: 'lead' });
    expect(seen?.viewer).toEqual({ role: 'lead', department: 'market-regulation', sub: 'chen' });
  });

  it('refuses a bad token instead of asking as the public', async () => {
    seen = undefined;
    const { status, data, errors } = await ask('{ viewer }', { authorization: 'Bearer a.b.c' });
    expect(status).toBe(401);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'OV_GATEWAY_TOKEN_INVALID' } }]);
    expect(seen).toBeUndefined();
  });

  it('makes the request id itself, and gives it to subgraph and client', async () => {
    const { headers } = await ask('{ viewer }', { 'x-request-id': 'forged' });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen?.requestId).toBe(headers.get('x-request-id'));
  });

  it('keeps the rest of the answer when a department is down, names it, and shows no address', async () => {
    const { data, errors } = await askWithoutWater();
    expect(data).toEqual({ subject: { id: 's1', permit: null } });
    expect(errors).toMatchObject([
      { path: ['subject'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'water' } },
    ]);
    expect(JSON.stringify(errors)).not.toContain('127.0.0.1');
  });

  it('masks an error without a code', async () => {
    const { errors } = await ask('{ boom }');
    expect(errors).toMatchObject([
      { path: ['boom'], extensions: { code: 'SUBGRAPH_ERROR', serviceName: 'fire-rescue' } },
    ]);
    expect(JSON.stringify(errors)).not.toContain('/srv/app.js');
  });

  it('refuses batches, forged forms, bad JSON and bodies that are too large', async () => {
    const post = (body: string, type: string) =>
      fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await post('[{"query":"{ viewer }"}]', 'application/json')).status).toBe(400);
    expect((await post('{"query":"{ viewer }"}', 'text/plain')).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${gateway.url}/graphql?query={viewer}`)).status).toBe(400);
    expect(await (await post('{', 'application/json')).json()).toMatchObject({
      errors: [{ extensions: { code: 'OV_GATEWAY_BAD_REQUEST' } }],
    });
    const large = await post(JSON.stringify({ query: 'x'.repeat(9_000_000) }), 'application/json');
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ errors: [{ extensions: { code: 'OV_GATEWAY_BODY_TOO_LARGE' } }] });
  });

  it('refuses fragments that multiply', async () => {
    const fragments = Array.from(
      { length: 20 },
      (_, i) => `fragment f${i} on Subject { a: self { ...f${i + 1} } b: self { ...f${i + 1} } }`,
    );
    const { errors } = await ask(`{ subject { ...f0 } } ${fragments.join(' ')} fragment f20 on Subject { id }`);
    const limits = errors?.map(({ extensions }) => extensions);
    expect(limits).toContainEqual(
      expect.objectContaining({ code: 'OV_GATEWAY_DOCUMENT_TOO_LARGE', measure: 'selections' }),
    );
  });

  it('is ready whichever departments are up, and counts what it answers', async () => {
    await askWithoutWater();
    await ask('{ viewer }');
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${gateway.url}/readyz`)).json()).toMatchObject({ status: 'ready' });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/onevisit_gateway_operations_total\{operation="other",type="query",status="ok"\} \d+/);
    expect(metrics).toContain('subgraph="water",outcome="SUBGRAPH_UNAVAILABLE"');
    expect(metrics).toMatch(/^onevisit_gateway_ready 1$/m);
    expect(metrics).toMatch(/^onevisit_gateway_requests_in_flight 0$/m);
    expect(metrics).toMatch(/^onevisit_gateway_responses_total\{status="401"\} \d+$/m);
    expect(metrics).toMatch(/^onevisit_gateway_subgraph_breaker_state\{subgraph="water"\} \d$/m);
    expect(metrics).toMatch(/^onevisit_gateway_plan_cache_total\{result="hit"\} [1-9]/m);
    expect(metrics).toMatch(/^onevisit_gateway_plan_cache_plans [1-9]/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('serves GraphiQL and everything that it loads by itself', async () => {
    const page = await fetch(gateway.url);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links).toHaveLength(5);
    for (const link of links) {
      expect(link).toMatch(/^\/graphiql\//);
      const asset = await fetch(`${gateway.url}${link}`);
      expect(asset.status).toBe(200);
      expect(await asset.text()).not.toBe('');
    }
  });
});
