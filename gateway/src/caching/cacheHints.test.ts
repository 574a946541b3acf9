import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { CacheHints } from './cacheHints.js';
import { operationMaxAge } from './operationMaxAge.js';

const SDL = `
directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
type Query {
  plans: [Plan] @cacheControl(maxAge: 30)
  plan: Plan
  department: Department @cacheControl(maxAge: 60)
  things: [Thing] @cacheControl(maxAge: 60)
  count: Int
  age: Int @cacheControl(maxAge: 7)
}
type Mutation { convene: Plan @cacheControl(maxAge: 60) }
type Plan @cacheControl(inheritMaxAge: true) {
  title: String
  phase: String @cacheControl(maxAge: 5)
  draw: Draw
  legs: [Leg] @cacheControl(inheritMaxAge: true)
}
type Draw { seed: String }
type Leg { title: String }
interface Department { name: String, pool: Int }
type Fire implements Department { name: String, pool: Int @cacheControl(maxAge: 20) }
type Water implements Department { name: String, pool: Int @cacheControl(maxAge: 40), own: Int @cacheControl(maxAge: 3) }
union Thing = Plan | Draw
`;
const schema = buildSchema(SDL);
const hints = new CacheHints(SDL, schema);

function maxAgeOf(query: string): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('no operation');
  return operationMaxAge(operation, document, schema, hints);
}

describe('how long an answer may be kept', () => {
  it.each([
    ['a root field says so', '{ plans { title } }', 30],
    ['the shortest counts', '{ plans { title phase } }', 5],
    ['a root field that says nothing may not', '{ count }', 0],
    ['not even with others that do', '{ age count }', 0],
    ['nor by a type that inherits', '{ plan { title } }', 0],
    ['a field that has fields may not', '{ plans { draw { seed } } }', 0],
    ['unless it inherits', '{ plans { legs { title } } }', 30],
    ['fragments count', '{ plans { ...P } } fragment P on Plan { phase }', 5],
    ['whatever directives leave out', 'query Q($no: Boolean!) { plans { title phase @include(if: $no) } }', 5],
    ['of what an interface may be, the shortest counts', '{ department { pool } }', 20],
    ['of one of them, its own', '{ department { name ... on Water { own } } }', 3],
    ['a union has __typename only', '{ things { __typename ... on Plan { title } } }', 60],
    ['introspection may not', '{ age __schema { description } }', 0],
    ['nor may a mutation', 'mutation { convene { title } }', 0],
  ])('%s', (_rule, query, seconds) => {
    expect(maxAgeOf(query)).toBe(seconds);
  });
});
