import { ApolloServer } from '@apollo/server';
import { documentId, type PersistedDocument } from '@onevisit/schema';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../server/GatewayContext.js';
import { PersistedDocuments } from './PersistedDocuments.js';
import { resolveDocuments } from './resolveDocument.js';
import { safelist } from './safelist.js';

const body = 'query Departments { departments { id } }';
const listed: PersistedDocument = { id: documentId(body), name: 'Departments', type: 'query', body };

function documents(isSafelist: boolean): PersistedDocuments {
  const made = new PersistedDocuments({ isSafelist });
  made.serve([listed]);
  return made;
}

describe('PersistedDocuments', () => {
  it('has those of the manifest, and what clients register', async () => {
    const served = documents(false);
    await served.set('apq:1', '{ a }');
    expect(await served.get(`apq:${listed.id}`)).toBe(body);
    expect(await served.get('apq:1')).toBe('{ a }');
  });

  it('takes nothing in on a safelist', async () => {
    const served = documents(true);
    await served.set('apq:1', '{ a }');
    expect(await served.get('apq:1')).toBeUndefined();
  });

  it('forgets what left the manifest, and keeps what clients registered within bounds', async () => {
    const served = documents(false);
    served.serve([]);
    expect(await served.get(`apq:${listed.id}`)).toBeUndefined();
    for (let count = 0; count < 12; count += 1) await served.set(`apq:${count}`, 'x'.repeat(1_000_000));
    expect(await served.get('apq:0')).toBeUndefined();
    expect(await served.get('apq:11')).toBeDefined();
  });
});

describe('safelist', () => {
  it('executes nothing but what the manifest lists', async () => {
    const server = new ApolloServer<GatewayContext>({
      typeDefs: 'type Query { departments: [Department] } type Department { id: ID }',
      plugins: [safelist(documents(true))],
    });
    const ask = async (query: string) => {
      const contextValue = { viewer: { role: 'public' }, requestId: '1', startedAt: 0 } as const;
      const { body: answer } = await server.executeOperation({ query }, { contextValue });
      return answer.kind === 'single' ? answer.singleResult : undefined;
    };
    expect(await ask(body)).toMatchObject({ data: { departments: null } });
    expect(await ask('{ departments { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'OV_GATEWAY_NOT_SAFELISTED' } }],
    });
    await server.stop();
  });
});

describe('resolveDocuments', () => {
  let app: FastifyInstance;
  afterEach(() => app.close());

  /** A server that answers with the parameters that GraphQL would see. */
  function serve(isSafelist: boolean): void {
    app = Fastify();
    resolveDocuments(app, '/graphql', documents(isSafelist));
    app.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: async ({ body, url }) => body ?? Object.fromEntries(new URL(url, 'http://x').searchParams),
    });
  }
  const post = async (payload: object) => app.inject({ method: 'POST', url: '/graphql', payload });

  it('takes a documentId for a persisted query', async () => {
    serve(true);
    const extensions = { persistedQuery: { version: 1, sha256Hash: listed.id } };
    expect((await post({ documentId: `sha256:${listed.id}` })).json()).toMatchObject({ extensions });
  });

  it('keeps the other extensions that come with it', async () => {
    serve(false);
    const wanted = { cost: 'estimate', persistedQuery: { version: 1, sha256Hash: listed.id } };
    const given = { cost: 'estimate', persistedQuery: { sha256Hash: 'another' } };
    const documentId = `sha256:${listed.id}`;
    expect((await post({ documentId, extensions: given })).json()).toMatchObject({ extensions: wanted });
    const query = { documentId, extensions: JSON.stringify(given) };
    const got = (await app.inject({ url: '/graphql', query })).json();
    expect(JSON.parse(got.extensions)).toEqual(wanted);
  });

  it.each(['text', 7, [1]])(
    'leaves extensions that are no object (%j) for Apollo Server to refuse',
    async (extensions) => {
      serve(false);
      expect((await post({ documentId: `sha256:${listed.id}`, extensions })).json()).toMatchObject({ extensions });
    },
  );

  it('on a safelist, lets pass what the manifest lists, by id or in full', async () => {
    serve(true);
    expect((await post({ query: body })).statusCode).toBe(200);
    expect((await post({ extensions: {} })).statusCode).toBe(200);
    expect((await app.inject(`/graphql?query=${encodeURIComponent(body)}`)).statusCode).toBe(200);
  });

  it('refuses anything else, whatever comes with it', async () => {
    serve(true);
    const extensions = { persistedQuery: { version: 1, sha256Hash: listed.id } };
    for (const payload of [
      { query: '{ a }' },
      { query: '{ a }', documentId: `sha256:${listed.id}` },
      { query: '{ a }', extensions },
    ]) {
      const refused = await post(payload);
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OV_GATEWAY_NOT_SAFELISTED' } }] });
    }
    expect((await app.inject('/graphql?query={a}')).statusCode).toBe(403);
    expect((await app.inject('/graphql?query={a}&query={b}')).statusCode).toBe(403);
  });

  it('otherwise refuses nothing', async () => {
    serve(false);
    expect((await post({ query: '{ a }' })).statusCode).toBe(200);
  });
});
