import type { DefinedDepartment } from '@onevisit/department';
import { type DepartmentEntry, readRegister } from '@onevisit/schema';
import {
  buildASTSchema,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** JSON Schema, as far as details use it. */
interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
}

/** What GraphQL's scalars are in JSON; the contract's own are text. */
const JSON_TYPES: Readonly<Record<string, string>> = { Int: 'integer', Float: 'number', Boolean: 'boolean' };

/** Keyword by keyword what zod says of a field, and what GraphQL says of it. */
function shapeOf(schema: JsonSchema | undefined): object {
  const leaf = schema?.type === 'array' ? schema.items : schema;
  return { isList: schema?.type === 'array', type: leaf?.type, values: leaf?.enum };
}

function shapeOfField(type: ReturnType<GraphQLObjectType['getFields']>[string]['type']): object {
  const named = getNamedType(type);
  return {
    isList: isListType(getNullableType(type)),
    type: JSON_TYPES[named.name] ?? 'string',
    values: isEnumType(named) ? named.getValues().map(({ name }) => name) : undefined,
  };
}

describe.each(readRegister())('$code', (entry: DepartmentEntry) => {
  let department: DefinedDepartment<object>;
  let own: (type: string) => GraphQLObjectType;
  /** Names of the fields that the department's own SDL adds to a type. */
  let addedTo: (type: string) => string[];

  beforeAll(async () => {
    department = await import(`@onevisit/${entry.code}`);
    const schema = buildASTSchema(parse(department.sdl), { assumeValidSDL: true });
    own = (type) => {
      const found = schema.getType(type);
      if (!isObjectType(found)) throw new Error(`${entry.code} has no type ${type}`);
      return found;
    };
    addedTo = (type) =>
      own(type)
        .extensionASTNodes.flatMap(({ fields }) => fields ?? [])
        .map(({ name }) => name.value);
  });

  it('validates the details that its SDL declares, with the same types and values', () => {
    const type = own(`${entry.prefix}PoolEntry`);
    const { properties = {} } = z.toJSONSchema(department.manifest.details, { io: 'input' }) as JsonSchema;
    const declared = Object.fromEntries(
      addedTo(type.name).map((name) => [name, shapeOfField(type.getFields()[name]?.type ?? type)]),
    );
    expect(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, shapeOf(schema)]))).toEqual(
      declared,
    );
  });

  it('takes an entry of which it knows nothing more', () => {
    expect(department.manifest.details.parse({})).toEqual({});
  });

  it('computes the profile and the facts that its SDL declares', () => {
    expect(Object.keys(department.manifest.profile).sort()).toEqual(addedTo(`${entry.prefix}Profile`).sort());
    const facts = addedTo('MarketSubject').filter((name) => own('MarketSubject').getFields()[name] !== undefined);
    expect(Object.keys(department.manifest.subject ?? {}).sort()).toEqual(facts.sort());
  });

  it('has reference items, each with its code, and some of them by lot', () => {
    // Their shape and rules are checked when the package is loaded (checkReferenceItems); a bad one fails this import.
    expect(department.items.length).toBeGreaterThan(0);
    expect(new Set(department.items.map(({ code }) => code)).size).toBe(department.items.length);
    expect(department.items.filter(({ byLot }) => byLot !== false)).not.toEqual([]);
  });

  it('exports what the command line starts', () => {
    expect(department.start).toBeTypeOf('function');
    expect(department.sdl).toContain(`type ${entry.prefix}Department implements Department`);
  });
});
