import { ApolloServer } from '@apollo/server';
import type { Viewer } from '@onevisit/kit/identity';
import { buildSchema, GraphQLError } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../server/GatewayContext.js';
import { ResponseCache } from './responseCache.js';

const SDL = `
directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION
type Query { who: String @cacheControl(maxAge: 60) flaky: String @cacheControl(maxAge: 60) now: String }
type Mutation { save: Int }
`;
const officer: Viewer = { role: 'officer', sub: 'zhang', department: 'water' };

let calls = 0;
let cache: ResponseCache;
let server: ApolloServer<GatewayContext>;
/** Shows another part of the graph. */
let publicServer: ApolloServer<GatewayContext>;
let looks: boolean[] = [];

async function serve(mostBytes = 1_000_000): Promise<void> {
  calls = 0;
  looks = [];
  const schema = buildSchema(SDL);
  cache = new ResponseCache({ mostBytes, observe: (found) => looks.push(found) });
  cache.serve({ supergraphSdl: SDL, schema });
  const answer = (text: string) => {
    calls += 1;
    return text;
  };
  const rootValue = {
    who: (_args: unknown, { viewer }: GatewayContext) => answer(viewer.role),
    now: () => answer('now'),
    flaky: () => {
      calls += 1;
      throw new GraphQLError('away');
    },
    save: () => 1,
  };
  server = new ApolloServer<GatewayContext>({ schema, plugins: cache.plugins('whole'), rootValue });
  publicServer = new ApolloServer<GatewayContext>({ schema, plugins: cache.plugins('public'), rootValue });
  await Promise.all([server.start(), publicServer.start()]);
}

beforeEach(() => serve());
afterEach(() => Promise.all([server.stop(), publicServer.stop()]));

async function ask(query: string, viewer: Viewer = { role: 'public' }, asked = server) {
  const { body, http } = await asked.executeOperation(
    { query },
    { contextValue: { viewer, requestId: '1', startedAt: 0 } },
  );
  if (body.kind !== 'single') throw new Error('not a single answer');
  return { ...body.singleResult, header: http.headers.get('cache-control'), vary: http.headers.get('vary') };
}

describe('ResponseCache', () => {
  it('keeps an answer, and says for how long', async () => {
    expect(await ask('{ who }')).toMatchObject({ header: 'max-age=60, public', vary: 'authorization' });
    expect((await ask('{ who }')).data).toEqual({ who: 'public' });
    expect(calls).toBe(1);
    expect(looks).toEqual([false, true]);
  });

  it('never gives it to somebody of another class, and does to one of the same', async () => {
    await ask('{ who }');
    expect(await ask('{ who }', officer)).toMatchObject({ data: { who: 'officer' }, header: 'max-age=60, private' });
    expect((await ask('{ who }', { ...officer, sub: 'li' })).data).toEqual({ who: 'officer' });
    expect(calls).toBe(2);
    await ask('{ who }', { ...officer, department: 'health' });
    expect(calls).toBe(3);
    expect((await ask('{ who }')).data).toEqual({ who: 'public' });
  });

  it('never gives it where another part of the graph is shown, though a mutation ends it there too', async () => {
    const askThere = () => ask('{ who }', { role: 'public' }, publicServer);
    await ask('{ who }');
    await askThere();
    await askThere();
    expect(calls).toBe(2);
    await ask('mutation { save }', officer);
    await askThere();
    expect(calls).toBe(3);
  });

  it('keeps none that may not be, and none with errors', async () => {
    expect((await ask('{ who now }')).header).toBe('no-store');
    await ask('{ who now }');
    expect(calls).toBe(4);
    expect((await ask('{ who flaky }')).header).toBe('no-store');
    await ask('{ who flaky }');
    expect(calls).toBe(8);
  });

  it('uses none from before a mutation, or from another supergraph', async () => {
    await ask('{ who }');
    await ask('mutation { save }', officer);
    await ask('{ who }');
    expect(calls).toBe(2);
    cache.serve({ supergraphSdl: SDL, schema: buildSchema(SDL) });
    await ask('{ who }');
    expect(calls).toBe(3);
  });

  it('keeps nothing without memory, though it says how long others may', async () => {
    await Promise.all([server.stop(), publicServer.stop()]);
    await serve(0);
    expect((await ask('{ who }')).header).toBe('max-age=60, public');
    await ask('{ who }');
    expect(calls).toBe(2);
  });
});
