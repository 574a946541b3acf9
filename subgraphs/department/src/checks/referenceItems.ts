import { reasonOf } from '@onevisit/kit';
import { contractSdl, scalarResolvers } from '@onevisit/schema';
import {
  buildASTSchema,
  coerceInputValue,
  type DefinitionNode,
  type GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  isInputObjectType,
  isScalarType,
  Kind,
  parse,
} from 'graphql';
import { departmentError } from '../errors.js';
import type { ItemSeed } from '../rows.js';
import { checkItems } from './items.js';

/**
 * Checks a department's reference items as a save of them would be: each has the shape of the contract's ItemInput and
 * passes `checkItems`. They come from a file, which no type checker has seen.
 * @throws OV_DEPT_BAD_MANIFEST naming the department, the row and the field
 */
export function checkReferenceItems(department: string, items: readonly ItemSeed[]): void {
  const fail = (problem: string): never => {
    throw departmentError('OV_DEPT_BAD_MANIFEST', { department, problem });
  };
  coerceInputValue(items, itemListType(), ([index = '', ...field], _value, error) =>
    fail(`items[${index}]${field.map((part) => `.${part}`).join('')}: ${error.message}`),
  );
  try {
    checkItems(items);
  } catch (cause) {
    fail(reasonOf(cause));
  }
}

const INPUT_KINDS: ReadonlySet<DefinitionNode['kind']> = new Set([
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
]);

/** The type of the argument of SaveItems, from the contract. */
function itemListType(): GraphQLList<GraphQLNonNull<GraphQLInputObjectType>> {
  const { definitions } = parse(contractSdl);
  const inputs = definitions.filter(({ kind }) => INPUT_KINDS.has(kind));
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions: inputs }, { assumeValidSDL: true });
  for (const [name, scalar] of Object.entries(scalarResolvers)) {
    const type = schema.getType(name);
    if (isScalarType(type)) type.parseValue = scalar.parseValue;
  }
  const item = schema.getType('ItemInput');
  if (!isInputObjectType(item)) throw new Error('the contract has no input ItemInput');
  return new GraphQLList(new GraphQLNonNull(item));
}
