import { ApolloServer } from '@apollo/server';
import { buildSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../server/GatewayContext.js';
import { introspectionAnswers } from './introspectionAnswers.js';

let server: ApolloServer<GatewayContext>;
let now: number;

beforeEach(async () => {
  now = 0;
  server = new ApolloServer<GatewayContext>({
    schema: buildSchema('type Query { open: Int }'),
    rootValue: { open: 1 },
    introspection: true,
    plugins: [introspectionAnswers(() => now)],
  });
  await server.start();
});
afterEach(() => server.stop());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const contextValue: GatewayContext = { viewer: { role: 'public' }, requestId: '1', startedAt: 0 };
  const { body, http } = await server.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('not a single answer');
  const { data, errors = [] } = body.singleResult;
  return { status: http.status ?? 200, data, codes: errors.map(({ extensions }) => extensions?.code) };
}

/** Asks as many different questions about the schema. */
const askAnew = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => ask(`{ __schema { description } a${index}: __typename }`)));

const refused = { status: 429, codes: ['OV_GATEWAY_INTROSPECTION_RATE'] };

describe('questions about the schema', () => {
  it('are answered, as part of others or with variables, too', async () => {
    const types = { __type: { name: 'Query' } };
    expect(await ask('{ __type(name: "Query") { name } }')).toMatchObject({ data: types, codes: [] });
    expect((await ask('{ open __type(name: "Query") { name } }')).data).toEqual({ open: 1, ...types });
    const byVariable = 'query Q($name: String!) { __type(name: $name) { name } }';
    expect((await ask(byVariable, { name: 'Query' })).data).toEqual(types);
    expect((await ask(byVariable, { name: 'Int' })).data).toEqual({ __type: { name: 'Int' } });
    expect((await ask('query A { __typename } query B { open }')).codes).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  });

  it('are asked once a request, by whatever name', async () => {
    for (const query of [
      '{ a: __schema { description } b: __schema { description } }',
      '{ __schema { description } ...f } fragment f on Query { __type(name: "Query") { name } }',
    ]) {
      expect(await ask(query)).toMatchObject({ status: 400, codes: ['OV_GATEWAY_INTROSPECTION_TWICE'] });
    }
  });

  it('that were not asked before are answered twenty times a minute, others as often as they are asked', async () => {
    const known = '{ __schema { queryType { name } } }';
    expect((await ask(known)).codes).toEqual([]);
    const first = await askAnew(30);
    expect(first.filter(({ status }) => status === 200).length).toBe(19);
    expect(first.filter(({ status }) => status === 429)).toEqual(Array(11).fill(expect.objectContaining(refused)));
    for (let count = 0; count < 30; count++) expect((await ask(known)).data).toMatchObject({ __schema: {} });
    expect(await ask('{ open __schema { description } }')).toMatchObject(refused);
    for (const other of ['{ open }', 'query A { open }']) expect((await ask(other)).data).toEqual({ open: 1 });
    now = 60_000;
    expect(await ask('{ open __schema { description } }')).toMatchObject({ codes: [] });
  });
});
