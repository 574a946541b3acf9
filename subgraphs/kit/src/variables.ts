import { type DocumentNode, type GraphQLError, type GraphQLSchema, getVariableValues, Kind } from 'graphql';
import { kitError } from './errors.js';

/** What GraphQL objects to in the variables of a request. */
export class VariablesRefused extends Error {
  override readonly name = 'VariablesRefused';
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.errors = errors;
  }
}

/**
 * Reads a request's variables as graphql does. Compiled queries read them once more by code of their own, which does
 * not know the default of a non-null input field (`active: Boolean! = true`) and says less of where one is wrong; what
 * comes from here, it takes as it is.
 *
 * A document holds one operation: a compiled query is kept by the text of its document alone.
 * @throws VariablesRefused; OV_KIT_BAD_REQUEST where there are several operations
 */
export function readVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, unknown> {
  const [operation, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) {
    throw kitError('OV_KIT_BAD_REQUEST', { problem: '须恰有一个操作 needs exactly one operation' });
  }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  if (errors !== undefined) throw new VariablesRefused(errors);
  return coerced;
}
