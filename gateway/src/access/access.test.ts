import { buildSubgraphSchema } from '@apollo/subgraph';
import { applyAccess } from '@onevisit/kit/access';
import type { Viewer } from '@onevisit/kit/identity';
import { compose } from '@onevisit/schema/composition';
import fc from 'fast-check';
import { execute, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type AccessRules, mayPass, readAccessRules } from './AccessRules.js';
import { fillForbidden } from './fillForbidden.js';
import { permittedDocument } from './permittedDocument.js';

const LINKS = `schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@composeDirective"])
  @link(url: "https://onevisit.example/access/v1.0", import: ["@access"])
  @composeDirective(name: "@access") { query: Query }
directive @access(to: [String!]!) on OBJECT | FIELD_DEFINITION
`;
const SDL = `${LINKS}
type Query { open: String item: Item staff: Person! @access(to: ["officer", "lead"]) named: [Named!] pool: Pool }
interface Named { name: String }
type Item implements Named @key(fields: "id") @access(to: ["officer", "auditor"]) {
  id: ID! name: String title: String @access(to: ["public"]) grade: String! @access(to: ["lead"]) owner: Person
}
type Person implements Named { name: String phone: String! @access(to: ["officer"]) items: [Item!]! friends: [Person] }
type Pool @access(to: ["inspector"]) { size: Int first: Item }
`;

const viewers: readonly Viewer[] = [
  { role: 'public' },
  { role: 'auditor', sub: 'a' },
  { role: 'lead', sub: 'l', department: 'market-regulation' },
  { role: 'officer', sub: 'o', department: 'fire-rescue' },
  { role: 'officer', sub: 'o', department: 'water' },
  { role: 'inspector', sub: 'i', department: 'fire-rescue', inspector: 'fire-rescue:inspector:1' },
];

const item = (id: string): object => ({ __typename: 'Item', id, name: 'n', title: 't', grade: 'A', owner: person(0) });
const person = (levels: number): object => ({
  __typename: 'Person',
  name: 'p',
  phone: '1',
  items: levels > 0 ? [item('2'), item('3')] : [],
  friends: levels > 0 ? [person(levels - 1), null] : null,
});
const rootValue = { open: 'o', item: item('1'), staff: person(2), named: [item('4'), person(1)], pool: { size: 1 } };

const named = { Named: { __resolveType: ({ __typename }: { readonly __typename: string }) => __typename } };

/** What a subgraph of the fire department serves, with its own enforcement or without any. */
function subgraph(isGuarded: boolean): GraphQLSchema {
  const schema = buildSubgraphSchema({ typeDefs: parse(SDL), resolvers: named });
  return isGuarded ? applyAccess(schema, 'fire-rescue') : schema;
}

function rulesOf(...subgraphs: readonly { readonly name: string; readonly sdl: string }[]): AccessRules {
  const composition = compose(subgraphs.map((source) => ({ ...source, url: 'http://x', file: source.name })));
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  return readAccessRules(composition.supergraphSdl);
}

const guarded = subgraph(true);
const open = subgraph(false);
const rules = rulesOf({ name: 'fire-rescue', sdl: SDL });

interface Seen {
  readonly data: unknown;
  readonly isRefused: boolean;
  /** Where in the data, with which words. */
  readonly refused: readonly string[];
}

interface Refusal {
  readonly path?: readonly (string | number)[] | undefined;
  readonly message: string;
}

/**
 * The answer as it came. Of an object that became null, as one of its fields must not be, one refusal is told or several:
 * that is an executor's choice, so of refusals only those count whose object is there.
 */
function asSeen(data: unknown, errors: readonly Refusal[]): Seen {
  const told = errors.filter(({ path = [] }) => path.slice(0, -1).reduce<unknown>(inside, data) != null);
  return {
    data,
    isRefused: errors.length > 0,
    refused: told.map(({ path = [], message }) => `${path.join('.')}: ${message}`).sort(),
  };
}

function inside(value: unknown, step: string | number): unknown {
  return value == null ? null : (value as Record<string | number, unknown>)[step];
}

async function seen(schema: GraphQLSchema, text: string, viewer: Viewer): Promise<Seen> {
  const { data, errors = [] } = await execute({ schema, document: parse(text), rootValue, contextValue: { viewer } });
  return asSeen(data, errors);
}

/** The same by way of the gateway: what it leaves of the document runs in the subgraph `below`, and is then completed. */
async function seenThroughGateway(below: GraphQLSchema, text: string, viewer: Viewer): Promise<Seen> {
  const document = parse(text);
  const permitted = permittedDocument(open, rules, document, viewer);
  const result = await execute({
    schema: below,
    document: permitted?.document ?? document,
    rootValue,
    contextValue: { viewer },
  });
  const { data = null, errors = [] } = result;
  const operation = getOperationAST(document);
  if (permitted === undefined || data === null || operation == null) return asSeen(data, errors);
  const options = { schema: open, rules, viewer, document, operation, mark: permitted.mark };
  const filled = fillForbidden({ data, errors }, options);
  expect(filled.errors).not.toEqual([]);
  return asSeen(filled.data, filled.errors ?? []);
}

/** Selections on a type, three levels deep, with aliases and fragments. */
function selections(type: 'Query' | 'Item' | 'Person' | 'Named' | 'Pool', depth: number): fc.Arbitrary<string> {
  const leaf = (names: string) => names.split(' ').map((name) => fc.constant(name));
  const deeper = (name: string, of: Parameters<typeof selections>[0]) =>
    depth > 0 ? [selections(of, depth - 1).map((inside) => `${name} ${inside}`)] : [];
  const choices = {
    Query: [
      ...leaf('open __typename'),
      ...deeper('item', 'Item'),
      ...deeper('x: item', 'Item'),
      ...deeper('staff', 'Person'),
      ...deeper('named', 'Named'),
      ...deeper('pool', 'Pool'),
    ],
    Item: [...leaf('id name title grade other:name'), ...deeper('owner', 'Person'), ...deeper('... on Item', 'Item')],
    Person: [...leaf('name phone'), ...deeper('items', 'Item'), ...deeper('friends', 'Person')],
    Named: [...leaf('name __typename'), ...deeper('... on Item', 'Item'), ...deeper('... on Person', 'Person')],
    Pool: [...leaf('size'), ...deeper('first', 'Item')],
  }[type];
  return fc.uniqueArray(fc.oneof(...choices), { minLength: 1, maxLength: 4 }).map((parts) => `{ ${parts.join(' ')} }`);
}

describe('the gateway over a subgraph', () => {
  it('answers exactly as the subgraph alone would, whoever asks for whatever', async () => {
    await fc.assert(
      fc.asyncProperty(selections('Query', 4), fc.constantFrom(...viewers), async (text, viewer) => {
        const alone = await seen(guarded, text, viewer);
        const through = await seenThroughGateway(guarded, text, viewer);
        expect(through.data).toEqual(alone.data);
        expect(through.refused).toEqual(alone.refused);
        expect(through.isRefused).toBe(alone.isRefused);
      }),
      { numRuns: 300 },
    );
  });

  it('asks an unguarded subgraph for nothing that the viewer may not read', async () => {
    const text = '{ open staff { name } item { title name grade } pool { size } }';
    expect(permittedDocument(open, rules, parse(text), { role: 'public' })).toBeDefined();
    const { refused } = await seenThroughGateway(open, '{ open item { title name } pool { size } }', {
      role: 'public',
    });
    expect(refused).toEqual([
      expect.stringMatching(/^item\.name: .*Item\.name/),
      expect.stringMatching(/^pool\.size: .*Pool\.size/),
    ]);
  });

  it('leaves a document alone of which the viewer may read everything', () => {
    const document = parse('{ open item { title } }');
    expect(permittedDocument(open, rules, document, { role: 'public' })).toBeUndefined();
  });

  it('is not misled by names like its own, nor by names of objects in JavaScript', async () => {
    const text =
      '{ onevisitForbidden_name: open item { onevisitForbidden_name: title constructor: name __proto__: title } }';
    const { data } = await seenThroughGateway(open, text, { role: 'public' });
    expect(JSON.stringify(data)).toBe(
      '{"onevisitForbidden_name":"o","item":{"onevisitForbidden_name":"t","constructor":null,"__proto__":"t"}}',
    );
  });
});

describe('readAccessRules', () => {
  const joint = `${LINKS}
    type Query { ledger: String @access(to: ["officer"]) }
    type Item @key(fields: "id") { id: ID! visits: Int @requires(fields: "title") @access(to: ["officer"]) title: String @external }`;
  const both = rulesOf({ name: 'fire-rescue', sdl: SDL }, { name: 'joint-inspection', sdl: joint });
  const officerOf = (department: string): Viewer => ({ role: 'officer', sub: 'o', department });
  const may = (field: string, viewer: Viewer) => {
    const rule = both.get(field);
    return rule === undefined || mayPass(viewer, rule);
  };

  it('knows whose rows a subgraph has: the joint one those of any department', () => {
    expect(['fire-rescue', 'water'].map((name) => may('Item.name', officerOf(name)))).toEqual([true, false]);
    expect(['fire-rescue', 'water'].map((name) => may('Item.visits', officerOf(name)))).toEqual([true, true]);
    expect(may('Query.ledger', officerOf('water'))).toBe(true);
    expect(may('Query.ledger', { role: 'public' })).toBe(false);
  });

  it('leaves keys, and what is for the public, to the subgraphs', () => {
    expect([...both.keys()].sort()).toEqual(
      'Item.grade Item.name Item.owner Item.visits Person.phone Pool.first Pool.size Query.ledger Query.staff'.split(
        ' ',
      ),
    );
  });

  it('names a role that does not exist', () => {
    expect(() => readAccessRules('type Query { a: Int @access(to: ["nobody"]) }')).toThrow(/nobody/);
  });
});
