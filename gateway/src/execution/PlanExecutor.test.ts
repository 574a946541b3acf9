import '../server/telemetryOff.js';
import { ApolloGateway } from '@apollo/gateway';
import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultySubgraph, faultySupergraph } from './FaultySubgraphs.fixture.js';
import { PlanExecutor } from './PlanExecutor.js';
import type { ExecutionResult, Executor, RequestContext } from './planTypes.js';

let apollo: Executor;
let ours: Executor;
let schema: GraphQLSchema;
/** How many requests were left to Apollo's executor. */
let left = 0;

beforeAll(async () => {
  const supergraphSdl = faultySupergraph();
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const executor = new PlanExecutor();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    buildService: ({ name }) => faultySubgraph(name),
    experimental_didResolveQueryPlan: executor.learn,
  });
  ({ executor: apollo, schema } = await gateway.load());
  ours = executor.before(
    (context) => {
      left += 1;
      return apollo(context);
    },
    { schema: () => gateway.schema, onPlan: () => undefined },
  );
});

function contextOf(query: string, variables: Record<string, unknown> = {}): RequestContext {
  const document = parse(query);
  const request = { query, variables };
  return { request, document, queryHash: query, metrics: {}, context: {}, schema } as never;
}

/** What a client would see of a result; of values that are not valid, which Apollo's executor tells in an extension, the places. */
function seen(result: ExecutionResult): unknown {
  const errors = result.errors ?? [];
  const told = errors.filter(({ extensions }) => extensions.code !== BAD);
  const invalid = [...errors.filter(({ extensions }) => extensions.code === BAD), ...completionOf(result)];
  return {
    data: result.data,
    errors: told
      .map(({ message, path, extensions }) =>
        JSON.stringify({ message, path: path?.slice(0, [...path, '@'].indexOf('@')), extensions }),
      )
      .sort(),
    invalid: invalid.map(({ path }) => JSON.stringify(path)).sort(),
  };
}

const BAD = 'SUBGRAPH_BAD_RESPONSE';

function completionOf({ extensions }: ExecutionResult): readonly { readonly path?: unknown }[] {
  return (extensions?.valueCompletion ?? []) as { path: unknown }[];
}

/** The same request three times to ours, which leaves the first two to Apollo; once to Apollo. */
async function both(query: string, variables: Record<string, unknown> = {}) {
  const context = contextOf(query, variables);
  const first = await ours(context);
  await ours(context);
  left = 0;
  const third = await ours(context);
  expect(completionOf(first)).toEqual([]);
  expect(placesOf(first)).toEqual(placesOf(third));
  return { ours: seen(third), apollos: seen(await apollo(context)), blamed: placesOf(third) };
}

/** What was not valid, and whose it was. */
function placesOf({ errors = [] }: ExecutionResult): string[] {
  return errors
    .filter(({ extensions }) => extensions.code === BAD)
    .map(({ path, extensions }) => `${path?.join('.')} of ${extensions.serviceName}`)
    .sort();
}

/** Which subgraph alone has a field. */
const OWNERS: Readonly<Record<string, string>> = {
  stars: 'subjects',
  open: 'subjects',
  marks: 'subjects',
  size: 'subjects',
  phase: 'visits',
  days: 'visits',
  share: 'visits',
  title: 'items',
  weight: 'items',
};

/** A selection of fields and fragments of a type, as numbers decide. */
function selection(type: GraphQLCompositeType, draw: (below: number) => number, depth: number): string {
  const parts = Array.from({ length: 1 + draw(4) }, () => {
    const kind = draw(12);
    if (depth === 0 || kind === 0) return kind % 2 === 0 ? '__typename' : 'kind: __typename';
    if (isUnionType(type) || kind < (isAbstractType(type) ? 6 : 2)) {
      const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const inner = possible[draw(possible.length)] ?? type;
      return `... on ${inner.name} ${selection(inner, draw, depth - 1)}`;
    }
    const fields = Object.values(type.getFields());
    const { name, type: of } = fields[draw(fields.length)] ?? { name: '__typename', type: GraphQLString };
    const named = getNamedType(of);
    const alias = kind < 9 ? '' : `${name}${kind}${named.name}: `;
    return `${alias}${name}${isCompositeType(named) ? ` ${selection(named, draw, depth - 1)}` : ''}`;
  });
  return `{ ${parts.join(' ')} }`;
}

/** A query that asks at least one subgraph something, and what else numbers made of `seed` decide. */
function queryOf(seed: number): string {
  let state = seed;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 16) % below;
  };
  const root = schema.getQueryType();
  return root ? `query Q { named { id } ...on Query ${selection(root, draw, 6)} }` : '';
}

describe('PlanExecutor', () => {
  it('answers as Apollo Gateway does: data, errors and what is not valid', async () => {
    let compared = 0;
    let blamed = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const query = queryOf(seed);
        fc.pre(validate(schema, parse(query)).length === 0);
        const answers = await both(query);
        expect(answers.ours).toEqual(answers.apollos);
        expect(left).toBe(0);
        compared += 1;
        for (const place of answers.blamed) {
          const [, field = '', service] = /([a-z]+)[0-9A-Za-z]*(?:\.\d+)* of (.+)$/.exec(place) ?? [];
          if (OWNERS[field] === undefined) continue;
          expect(service).toBe(OWNERS[field]);
          blamed += 1;
        }
      }),
      { numRuns: 120, endOnFailure: true },
    );
    expect(compared).toBe(120);
    expect(blamed).toBeGreaterThan(0);
  });

  it('completes objects of several subgraphs, with what a field requires of another', async () => {
    const found: unknown[] = [];
    for (let seed = 0; seed < 10; seed += 1) {
      const query = `# ${seed}\n{ visits { id subject { name share(of: 2) } items { title parent { weight } } must { size } } }`;
      const answers = await both(query);
      expect(answers.ours).toEqual(answers.apollos);
      found.push(answers.ours);
    }
    expect(JSON.stringify(found)).toMatch(/share[^,]*[0-9].*title[^,]*text/);
  });

  it('keeps the order of the operation, also through fragments', async () => {
    const query =
      '{ ...on Query { visit { name ...Two ...on Named { id } } } named { id } } fragment Two on Visit { phase id }';
    const context = contextOf(query);
    await ours(context);
    await ours(context);
    const { data } = await ours(context);
    expect(Object.keys(data ?? {})).toEqual(['visit', 'named']);
    expect(Object.keys(data?.visit)).toEqual(['name', 'phase', 'id']);
  });

  it('executes mutations, and gives variables to those who use them', async () => {
    const query = 'mutation M($id: ID) { start(id: $id) { id subject { name } } }';
    const answers = await both(query, { id: '3' });
    expect(answers.ours).toEqual(answers.apollos);
    expect(left).toBe(0);
  });

  it.each([
    ['fields that depend on variables', 'query Q($no: Boolean = false) { visit { id name @include(if: $no) } }', {}],
    ['introspection', '{ __schema { queryType { name } } visit { id } }', {}],
    ['variables that do not fit', 'mutation M($id: ID) { start(id: $id) { id } }', { id: {} }],
  ])('leaves %s to Apollo Gateway', async (_what, query, variables) => {
    const answers = await both(query, variables);
    expect(left).toBe(1);
    expect(answers.ours).toEqual(answers.apollos);
  });

  it("uses no plan for a schema that is not the client's any more", async () => {
    const executor = new PlanExecutor();
    const planned: string[] = [];
    const gateway = new ApolloGateway({
      supergraphSdl: faultySupergraph(),
      buildService: ({ name }) => faultySubgraph(name),
      experimental_didResolveQueryPlan: executor.learn,
    });
    const loaded = await gateway.load();
    let current: GraphQLSchema | undefined = loaded.schema;
    const execute = executor.before(
      (context) => {
        planned.push('planned');
        return loaded.executor(context);
      },
      { schema: () => current, onPlan: () => undefined },
    );
    const context = contextOf('{ visit { id } }');
    for (let request = 0; request < 4; request += 1) await execute(context);
    expect(planned).toHaveLength(2);
    current = undefined;
    await execute(context);
    expect(planned).toHaveLength(3);
  });

  it('asks before it plans what has not come yet, and never again', async () => {
    const asked: string[] = [];
    const executor = new PlanExecutor();
    let refusal: GraphQLError | undefined = new GraphQLError('too much');
    const execute = executor.before(apollo, {
      schema: () => schema,
      onPlan: () => undefined,
      refusalOf: ({ queryHash }) => {
        asked.push(queryHash);
        return refusal;
      },
    });
    const context = contextOf('{ visit { id } named { id } }');
    expect(await execute(context)).toEqual({ errors: [refusal] });
    refusal = undefined;
    for (let request = 0; request < 3; request += 1) expect((await execute(context)).data).toHaveProperty('visit');
    expect(asked).toHaveLength(2);
  });
});
