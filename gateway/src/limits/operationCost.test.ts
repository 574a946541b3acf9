import fc from 'fast-check';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCostWeights } from './costWeights.js';
import { compileCost, evaluate, INTROSPECTION_COST, MUTATION_COST, UNSAID_LIST_SIZE } from './operationCost.js';

const sdl = `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    item: Item
    items(first: Int = 10): ItemConnection @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
    plain: [Item!]!
    five: [Item] @listSize(assumedSize: 7)
    named: Named
    report(deep: Boolean @cost(weight: 9)): Report @cost(weight: 40)
    free: Free
  }
  type Mutation { save: Item }
  type ItemConnection { totalCount: Int nodes: [Item] }
  interface Named { name: String }
  type Item implements Named { name: String title: String @cost(weight: 2) owner: Item tags: [String!] }
  type Person implements Named { name: String friends: [Person] }
  type Report { item: Item }
  type Free @cost(weight: 0) { item: Item }
`;
const schema = buildSchema(sdl);
const weights = readCostWeights(sdl);

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('one operation');
  return evaluate(compileCost(schema, weights, document, operation), variables);
}

describe('compileCost', () => {
  it.each([
    ['{ item { name } }', 1],
    ['{ item { title } }', 3],
    ['{ item { owner { owner { name } } } }', 3],
    ['{ items { totalCount } }', 1],
    ['{ items { nodes { name } } }', 11],
    ['{ items(first: 100) { nodes { name owner { name } } } }', 201],
    ['{ items(first: null) { nodes { name } } }', 11],
    ['{ plain { name } }', UNSAID_LIST_SIZE],
    ['{ five { name } }', 7],
    ['{ report { item { name } } }', 41],
    ['{ report(deep: true) { item { name } } }', 50],
    ['{ free { item { name } } }', 1],
    ['mutation { save { name } }', MUTATION_COST + 1],
    ['{ __schema { types { name } } }', INTROSPECTION_COST],
    ['{ a: item { name } b: item { name } __typename }', 2],
  ])('%s costs %i', (text, cost) => {
    expect(costOf(text)).toBe(cost);
  });

  it('takes of an abstract type the dearest possible one, not all of them', () => {
    expect(costOf('{ named { name ... on Item { owner { name } } ... on Person { friends { name } } } }')).toBe(
      1 + UNSAID_LIST_SIZE,
    );
  });

  it('reads sizes from variables, their defaults, else the default of the argument', () => {
    const query = 'query Q($n: Int) { items(first: $n) { nodes { name } } }';
    expect(costOf(query, { n: 200 })).toBe(201);
    expect(costOf(query)).toBe(11);
    expect(costOf('query Q($n: Int = 30) { items(first: $n) { nodes { name } } }')).toBe(31);
    expect(costOf(query, { n: -5 })).toBe(1);
  });

  it('counts fragments wherever they are spread, and knows them again with other variables', () => {
    const document = parse(
      'query Q($n: Int!) { a: items(first: $n) { ...c } b: items(first: 2) { ...c } } fragment c on ItemConnection { nodes { name } }',
    );
    const operation = getOperationAST(document);
    const cost = operation == null ? 0 : compileCost(schema, weights, document, operation);
    expect([10, 20, 10].map((n) => evaluate(cost, { n }))).toEqual([14, 24, 14]);
  });

  it('is computed once for each fragment, however often fragments spread each other', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, i) => `fragment f${i} on Item { owner { ...f${i + 1} ...f${i + 1} } }`,
    );
    const text = `query Q($n: Int!) { item { ...f0 } } ${doubling.join(' ')}
      fragment f40 on Item { name ... on Named { ... on Item { title } } }`;
    expect(costOf(text, { n: 1 })).toBeGreaterThan(2 ** 40);
  });

  it('grows with the size that is asked for, and adds up over siblings', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
        const one = (n: number) => costOf(`{ items(first: ${n}) { nodes { name } } }`);
        expect(one(a + b)).toBe(one(a) + b);
        expect(costOf(`{ x: items(first: ${a}) { nodes { name } } y: items(first: ${b}) { nodes { name } } }`)).toBe(
          one(a) + one(b),
        );
      }),
    );
  });
});
