import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { publicViewer } from '@onevisit/kit';
import fc from 'fast-check';
import { type ExecutionResult, GraphQLError, graphql, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../server/GatewayContext.js';
import { SubgraphDataSource } from './SubgraphDataSource.js';

const TYPES = ['Item', 'Subject'] as const;
const FIELDS = ['id', 'name', 'must', 'times(of: $of)'] as const;
const schema = buildSubgraphSchema({
  typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    ${TYPES.map((type) => `type ${type} @key(fields: "id") { id: ID! name: String must: String! times(of: Int): Int }`).join('\n')}`),
  resolvers: Object.fromEntries(TYPES.map((type) => [type, resolversOf(type)])),
});

/** Of ids, 3 has no name, 4 is nobody, 5 lacks what it must have. */
function resolversOf(type: string) {
  return {
    __resolveReference: ({ id }: { id: string }) => (id === '4' ? null : { __typename: type, id }),
    name: ({ id }: { id: string }) => {
      if (id === '3') throw new GraphQLError(`${type} has no name`, { extensions: { code: 'OV_X' } });
      return `${type} ${id}`;
    },
    must: ({ id }: { id: string }) => (id === '5' ? null : 'is'),
    times: ({ id }: { id: string }, { of }: { of: number }) => Number(id) * of,
  };
}

let bodies: { query: string; operationName?: string }[] = [];
/** What the subgraph answers instead of executing. */
let instead: (query: string) => ExecutionResult | undefined;
const server = createServer((request, response) => {
  void text(request).then(async (body) => {
    const { query, variables, operationName } = JSON.parse(body);
    bodies.push({ query, operationName });
    const variableValues = variables as Record<string, unknown>;
    const answer = instead(query) ?? (await graphql({ schema, source: query, variableValues, operationName }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
});
let source: SubgraphDataSource;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  source = new SubgraphDataSource({
    name: 'fire-rescue',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    signer: undefined,
    limits: { queryTimeoutMs: 5_000, mutationTimeoutMs: 5_000, maxResponseBytes: 1_000_000 },
    observe: () => undefined,
  });
});
afterAll(async () => {
  await source.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  bodies = [];
  instead = () => undefined;
});

interface Fetch {
  readonly type: (typeof TYPES)[number];
  readonly fields: readonly string[];
  readonly ids: readonly number[];
}

function optionsOf(context: GatewayContext, { type, fields, ids }: Fetch, index: number) {
  const of = fields.includes('times(of: $of)') ? ',$of:Int' : '';
  const query = `query Q__fire_rescue__${index}($representations:[_Any!]!${of}){_entities(representations:$representations){...on ${type}{${fields.join(' ')}}}}`;
  return {
    kind: 'incoming operation',
    incomingRequestContext: { operation: { operation: 'query' } },
    pathInIncomingRequest: ['visit', type],
    context,
    request: {
      query,
      operationName: `Q__fire_rescue__${index}`,
      variables: {
        ...(of === '' ? {} : { of: 7 }),
        representations: ids.map((id) => ({ __typename: type, id: String(id) })),
      },
    },
  } as unknown as GraphQLDataSourceProcessOptions<GatewayContext>;
}

const newContext = (): GatewayContext => ({ viewer: publicViewer, requestId: 'r', startedAt: performance.now() });

function together(fetches: readonly Fetch[]) {
  const context = newContext();
  return Promise.all(fetches.map((fetch, index) => source.process(optionsOf(context, fetch, index))));
}

async function oneByOne(fetches: readonly Fetch[]) {
  const answers = [];
  for (const [index, fetch] of fetches.entries()) {
    answers.push(await source.process(optionsOf(newContext(), fetch, index)));
  }
  return answers;
}

const anyFetch: fc.Arbitrary<Fetch> = fc.record({
  type: fc.constantFrom(...TYPES),
  fields: fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 1 }),
  ids: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
});

const ITEMS: Fetch = { type: 'Item', fields: ['name'], ids: [1, 2] };
const SUBJECTS: Fetch = { type: 'Subject', fields: ['name', 'times(of: $of)'], ids: [2] };

describe("what a client's request asks of a subgraph at one moment", () => {
  it('is asked in one call, and answered as if each fetch were one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFetch, { minLength: 2, maxLength: 4 }), async (fetches) => {
        bodies = [];
        const joined = await together(fetches);
        expect(bodies).toHaveLength(1);
        expect(joined).toEqual(await oneByOne(fetches));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the name of its operation, and is the same text each time', async () => {
    await together([ITEMS, SUBJECTS]);
    await together([ITEMS, SUBJECTS]);
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]?.operationName).toBe('Q__fire_rescue__0');
  });

  it('is never joined with what another request asks', async () => {
    await Promise.all([together([ITEMS]), together([SUBJECTS])]);
    expect(bodies).toHaveLength(2);
  });

  it('is asked one by one where the call for all is refused', async () => {
    const refusal = { errors: [new GraphQLError('no aliases here', { extensions: { code: 'OV_X' } })] };
    instead = (query) => (query.includes('_entities1') ? refusal : undefined);
    expect(await together([ITEMS, SUBJECTS])).toEqual(await oneByOne([ITEMS, SUBJECTS]));
    expect(bodies).toHaveLength(5);
  });

  it('fails for each fetch at its own place', async () => {
    instead = () => ({ data: { _entities0: [{}, {}], _entities1: [] } });
    const [items, subjects] = await together([ITEMS, SUBJECTS]);
    for (const answer of [items, subjects]) {
      expect(answer).toMatchObject({ errors: [{ path: [], extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }] });
    }
    expect(bodies).toHaveLength(1);
  });

  it('leaves apart what is more than a fetch of entities', async () => {
    const context = newContext();
    const odd = optionsOf(context, ITEMS, 0);
    odd.request.query = `query Q__fire_rescue__0($representations:[_Any!]!){_entities(representations:$representations){...F}} fragment F on Item{name}`;
    const [item, subject] = await Promise.all([source.process(odd), source.process(optionsOf(context, SUBJECTS, 1))]);
    expect(bodies).toHaveLength(2);
    expect(item?.data).toEqual({ _entities: [{ name: 'Item 1' }, { name: 'Item 2' }] });
    expect(subject?.data).toEqual({ _entities: [{ name: 'Subject 2', times: 14 }] });
  });
});
