import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import { isObject, type JsonObject } from '../jsonObject.js';
import type { RequiredSelection } from './planTypes.js';

/**
 * What a fetch needs to know of an object, as the plan's `requires` says.
 * @returns null where something that it needs is missing: the fetch is not for this object
 */
export function representationOf(
  schema: GraphQLSchema,
  object: JsonObject,
  selections: readonly RequiredSelection[],
): JsonObject | null {
  const representation: JsonObject = {};
  return fill(schema, object, selections, representation) ? representation : null;
}

function fill(
  schema: GraphQLSchema,
  object: JsonObject,
  selections: readonly RequiredSelection[],
  representation: JsonObject,
): boolean {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (selection.typeCondition === undefined || !isOfType(schema, object, selection.typeCondition)) continue;
      if (!fill(schema, object, selection.selections, representation)) return false;
    } else {
      const name = selection.alias ?? selection.name;
      const value = Object.hasOwn(object, name) ? object[name] : undefined;
      if (value === undefined) return false;
      representation[name] = selection.selections === undefined ? value : partOf(schema, value, selection.selections);
    }
  }
  return true;
}

function partOf(schema: GraphQLSchema, value: unknown, selections: readonly RequiredSelection[]): unknown {
  if (Array.isArray(value)) return value.map((element) => partOf(schema, element, selections));
  return isObject(value) ? representationOf(schema, value, selections) : null;
}

function isOfType(schema: GraphQLSchema, { __typename: name }: JsonObject, condition: string): boolean {
  if (typeof name !== 'string' || name === condition) return name === condition;
  const type = schema.getType(name);
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && isObjectType(type) && schema.isSubType(abstract, type);
}
