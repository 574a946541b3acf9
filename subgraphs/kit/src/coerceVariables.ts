import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST, getVariableValues } from 'graphql';

/**
 * Variables as the specification coerces them (GraphQL, section 6.4.1), defaults of input fields included. The compiled
 * query coerces them once more, but on its own it would refuse a field that has a default and no value, and not say
 * what a scalar found wrong.
 * @param operationName needed only where the document has several operations
 * @returns the variables, or what is wrong with them
 */
export function coerceVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  variables: Readonly<Record<string, unknown>>,
): { readonly variables: Record<string, unknown> } | { readonly errors: readonly GraphQLError[] } {
  const operation = getOperationAST(document, operationName);
  if (operation == null) return { variables: { ...variables } };
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  return coerced === undefined ? { errors: errors ?? [] } : { variables: coerced };
}
