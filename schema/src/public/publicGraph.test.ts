import { Supergraph } from '@apollo/federation-internals';
import {
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isTypeDefinitionNode,
  parse,
  type TypeDefinitionNode,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSupergraph, schemaDirectory } from '../supergraph.js';
import { publicVariant } from './publicVariant.js';
import { bears, textsOf } from './tags.js';

/** Of what the public graph has nothing, in any name: what departments and the joint subgraph keep for themselves. */
const FORBIDDEN: readonly RegExp[] = [
  /credit_?class/i,
  /^marks$|subject_?mark/i,
  /stratum|stratify|quota(rule|row|bound)/i,
  /phone|password|token|secret|account/i,
  /certificateValidTo|^recusal$|^Inspector$|Inspector$/,
  /invitation|declin|counterProposal/i,
  /roster(?!Root)/i,
  /ledger|idempotency/i,
  /poolEntr|plantask|profile/i,
  /feasib|conflict(?!_OF_INTEREST)/i,
  /entropyEntr/i,
  /internal/i,
];

/** What bears such a name and is published all the same. */
const ALLOWED: readonly string[] = ['VoidReason.ROSTER_WRONG'];

/** All names of a schema, with where they stand: types, fields, arguments, input fields and values. */
function namesOf(schema: GraphQLSchema): { readonly name: string; readonly at: string }[] {
  return ownTypes(schema).flatMap((type) => [{ name: type.name, at: type.name }, ...memberNames(type)]);
}

function memberNames(type: GraphQLNamedType): { readonly name: string; readonly at: string }[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => ({ name, at: `${type.name}.${name}` }));
  if (isInputObjectType(type)) {
    return Object.keys(type.getFields()).map((name) => ({ name, at: `${type.name}.${name}` }));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, args }) => [
    { name, at: `${type.name}.${name}` },
    ...args.map((argument) => ({ name: argument.name, at: `${type.name}.${name}(${argument.name}:)` })),
  ]);
}

function ownTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
}

/** Nobody may read it but those whom @access names; where neither the field nor its type says anything, pages are meant. */
function isPublic(type: TypeDefinitionNode, field: FieldDefinitionNode): boolean {
  const said = [field, type].find((node) => bears(node, 'access'));
  return said === undefined ? !bears(type, 'access') : textsOf(said, 'access', 'to').includes('public');
}

describe('the public graph', () => {
  let supergraphSdl: string;
  let publicSdl: string;
  let whole: ReadonlyMap<string, TypeDefinitionNode>;
  let api: GraphQLSchema;

  beforeAll(() => {
    supergraphSdl = readSupergraph();
    publicSdl = readSupergraph(new URL('public.graphql', schemaDirectory));
    const types = parse(supergraphSdl).definitions.filter(isTypeDefinitionNode);
    whole = new Map(types.map((type) => [type.name.value, type]));
    api = Supergraph.build(publicSdl, { validateSupergraph: true }).apiSchema().toGraphQLJSSchema();
  });

  it('is what gateways make of the supergraph', () => {
    expect(publicSdl).toBe(publicVariant(supergraphSdl));
  });

  it('has no field that @access keeps from the public, in any type', () => {
    const kept = ownTypes(api).flatMap((type) => {
      const node = whole.get(type.name);
      if (!isObjectType(type) || node === undefined || !('fields' in node)) return [];
      const fields = (node.fields ?? []) as readonly FieldDefinitionNode[];
      return fields
        .filter(({ name }) => type.getFields()[name.value] !== undefined)
        .filter((field) => !isPublic(node, field))
        .map(({ name }) => `${type.name}.${name.value}`);
    });
    expect(kept).toEqual([]);
  });

  it('has an interface only where all types that implement it are public', () => {
    for (const type of ownTypes(api).filter(isInterfaceType)) {
      const all = [...whole.values()].filter(
        (node) => 'interfaces' in node && node.interfaces?.some(({ name }) => name.value === type.name),
      );
      const shown = api.getPossibleTypes(type).map(({ name }) => name);
      expect([type.name, shown.sort()]).toEqual([type.name, all.map(({ name }) => name.value).sort()]);
    }
  });

  it('has no enum that only internal fields tell of, and so none that a question could be asked by', () => {
    const outputs = ownTypes(api).flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []));
    const told = new Set(outputs.map(({ type }) => getNamedType(type).name));
    const toldInside = new Set(
      [...whole.values()].flatMap((node) =>
        node.kind === 'ObjectTypeDefinition' ? (node.fields ?? []).map(({ type }) => innermost(type)) : [],
      ),
    );
    const leaks = ownTypes(api).filter((type) => isEnumType(type) && !told.has(type.name) && toldInside.has(type.name));
    expect(leaks.map(({ name }) => name)).toEqual([]);
  });

  it('names nothing that is internal by its nature, whatever its @access', () => {
    const found = namesOf(api).filter(({ name }) => FORBIDDEN.some((pattern) => pattern.test(name)));
    expect(found.map(({ at }) => at)).toEqual(ALLOWED);
  });

  it('changes nothing', () => {
    expect(api.getMutationType()).toBeFalsy();
    expect(api.getSubscriptionType()).toBeFalsy();
  });

  it('tells nothing internal in the file either, as routers elsewhere load it', () => {
    for (const word of ['CreditClass', 'SubjectMark', 'creditClass', 'RosterPage', 'LedgerEntry', 'PlanInvitation']) {
      expect(publicSdl).not.toContain(word);
    }
  });

  it('is most of what the README shows to anybody', () => {
    for (const field of ['departments', 'jointPlans', 'draw', 'visits', 'marketSubject', 'ruleInForce']) {
      expect(Object.keys(api.getQueryType()?.getFields() ?? {})).toContain(field);
    }
  });
});

function innermost(type: FieldDefinitionNode['type']): string {
  return type.kind === 'NamedType' ? type.name.value : innermost(type.type);
}
