import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import { type GraphQLSchema, isObjectType, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '../compose.js';
import type { SubgraphSource } from '../finding.js';
import { cityWith, smallCity } from '../smallCity.fixture.js';
import { publicVariant } from './publicVariant.js';
import { bears, textsOf } from './tags.js';

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@external", "@requires", "@shareable", "@composeDirective"])
  @link(url: "https://onevisit.example/access/v1.0", import: ["@access"]) @composeDirective(name: "@access")
  directive @access(to: [String!]!) on OBJECT | FIELD_DEFINITION\n`;

/** The supergraph of subgraphs with these SDLs. */
function composed(...sdls: string[]): string {
  const subgraphs = sdls.map((sdl, index) => ({
    name: `sub-${index}`,
    url: `http://127.0.0.1:${4100 + index}/graphql`,
    sdl: HEAD + sdl,
    file: `${index}.graphql`,
  }));
  const composition = compose(subgraphs);
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}

/** What clients of a supergraph see, as Apollo Gateway works it out; it throws for what is no supergraph. */
function apiOf(supergraphSdl: string | null): GraphQLSchema {
  if (supergraphSdl === null) throw new Error('There is no public variant.');
  return Supergraph.build(supergraphSdl, { validateSupergraph: true }).apiSchema().toGraphQLJSSchema();
}

/** What the public sees of the small city, or of an edition of it. */
function apiOfCity(city: readonly SubgraphSource[]): GraphQLSchema {
  const composition = compose(city);
  if (!composition.ok) throw new Error('The city composes.');
  return apiOf(publicVariant(composition.supergraphSdl));
}

function fieldsOf(api: GraphQLSchema, type: string): string[] {
  const found = api.getType(type);
  return isObjectType(found) ? Object.keys(found.getFields()).sort() : [];
}

const NAMES = ['Aa', 'Bb', 'Cc', 'Dd'] as const;
const ACCESS = ['', ' @access(to: ["public"])', ' @access(to: ["lead", "public"])', ' @access(to: ["officer"])'];

/** Graphs of four types, two of which implement an interface, with any access anywhere. */
const graphs = fc
  .record({
    types: fc.array(fc.constantFrom(...ACCESS), { minLength: 4, maxLength: 4 }),
    fields: fc.array(
      fc.record({
        of: fc.constantFrom('Query', ...NAMES),
        type: fc.constantFrom('Int', 'Kind', 'Any', 'Named', ...NAMES),
        access: fc.constantFrom(...ACCESS),
        takes: fc.constantFrom('', '(kind: Kind)', '(kind: Kind!)', '(where: Where)', '(where: Where!)'),
        tag: fc.constantFrom('', '', '', ' @tag(name: "internal")'),
      }),
      { minLength: 4, maxLength: 24 },
    ),
  })
  .map(({ types, fields }) => {
    const fieldsOf = (of: string) =>
      fields.flatMap((field, index) =>
        field.of === of ? `f${index}${field.takes}: ${field.type}${field.access}${field.tag}` : [],
      );
    const objects = NAMES.map((name, index) => {
      const named = index < 2 ? ` implements Named` : '';
      return `type ${name}${named}${types[index]} { id: ID\n ${fieldsOf(name).join('\n')} }`;
    });
    return `type Query { ping: Int\n ${fieldsOf('Query').join('\n')} }
      interface Named { id: ID } union Any = ${NAMES.join(' | ')} enum Kind { ONE TWO } input Where { kind: Kind! not: Where }
      ${objects.join('\n')}`;
  });

/** Whether a field's own @access, or else its type's, names the public, or there is none. */
function isOpen(supergraphSdl: string, type: string, field: string): boolean {
  const node = parse(supergraphSdl).definitions.find(
    (each): each is ObjectTypeDefinitionNode => each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === type,
  );
  const member = node?.fields?.find(({ name }) => name.value === field);
  if (node === undefined || member === undefined) return false;
  const said = [member, node].find((each) => bears(each, 'access'));
  return (
    (said === undefined ? type !== 'Query' : textsOf(said, 'access', 'to').includes('public')) &&
    !textsOf(member, 'tag', 'name').includes('internal')
  );
}

describe('publicVariant', () => {
  it('is a supergraph that shows what is tagged, and nothing else', () => {
    const api = apiOfCity(smallCity());
    expect(fieldsOf(api, 'Query')).toEqual(['departments', 'fireRescue', 'water']);
    expect(fieldsOf(api, 'WaterDepartment')).not.toContain('pool');
    expect(api.getMutationType()).toBeFalsy();
    expect(['WaterPoolEntry', 'CreditClass', 'PoolFilter', 'Inspector'].filter((name) => api.getType(name))).toEqual(
      [],
    );
  });

  it('keeps, unseen, keys and what is required, and leaves the rest of the graph out', () => {
    const supergraph = composed(
      `type Query { plan: Plan @access(to: ["public"]) }
       type Plan @key(fields: "owner { code }") { owner: Owner @access(to: ["lead"]) title: String @access(to: ["public"])
         entries: Int @access(to: ["officer"]) note: String @access(to: ["lead"]) kind: Kind @access(to: ["lead"]) }
       type Owner @shareable { code: ID! } type Secret @access(to: ["lead"]) { text: String } enum Kind { ONE }
       extend type Query { secret: Secret @access(to: ["lead"]) }`,
      `type Plan @key(fields: "owner { code }") { owner: Owner entries: Int @external
         share: Int @requires(fields: "entries") @access(to: ["public"]) }
       type Owner @shareable { code: ID! }`,
    );
    const variant = publicVariant(supergraph);
    expect(fieldsOf(apiOf(variant), 'Plan')).toEqual(['share', 'title']);
    expect(variant).toContain('@inaccessible');
    for (const name of ['Secret', 'note', 'Kind']) expect(variant).not.toContain(name);
  });

  it('is none where nothing is public, as in a supergraph of somebody else', () => {
    expect(publicVariant(composed('type Query { plan: Int }'))).toBeNull();
  });

  it('shows no field that @access keeps from the public, and can be loaded, whatever the graph', () => {
    fc.assert(
      fc.property(graphs, (sdl) => {
        const supergraph = composed(sdl);
        const variant = publicVariant(supergraph);
        if (variant === null) return;
        const api = apiOf(variant);
        for (const type of Object.values(api.getTypeMap())) {
          if (!isObjectType(type) || type.name.startsWith('__')) continue;
          for (const name of Object.keys(type.getFields())) expect(isOpen(supergraph, type.name, name)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('a tag in an SDL of a subgraph', () => {
  const key = '  "Who is visited: a credit code, or scheme:id."\n  subjectId: ID';
  const name = 'type WaterItemVersion @access(to: ["public"]) {\n  "The version."\n  version: Int';

  it('may say what @access says', () => {
    const tagged = apiOfCity(cityWith('water', name, `${name} @tag(name: "public")`));
    expect(fieldsOf(tagged, 'WaterItemVersion')).toContain('version');
    expect(fieldsOf(tagged, 'Query')).toEqual(['departments', 'fireRescue', 'water']);
  });

  it('is refused where @access does not name the public, with its line', () => {
    const composition = compose(cityWith('water', key, `${key} @tag(name: "public")`));
    expect(composition).toMatchObject({ ok: false, findings: [{ code: 'OV_SCHEMA_TAG_PUBLIC' }] });
    const places = composition.ok ? [] : composition.findings[0]?.places;
    expect(places?.map(({ excerpt }) => excerpt)).toContain('subjectId: ID @tag(name: "public")');
  });

  it('is refused on inputs and enums of internal things', () => {
    const filter = '  "Beginning of the name."\n  namePrefix: String';
    const tagged = compose(cityWith('water', filter, `${filter} @tag(name: "public")`));
    expect(tagged).toMatchObject({ ok: false, findings: [{ code: 'OV_SCHEMA_TAG_PUBLIC' }] });
  });
});
