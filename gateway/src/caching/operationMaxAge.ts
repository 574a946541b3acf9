import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type CacheHints, shorter } from './cacheHints.js';

/**
 * Seconds for which the answer to an operation may be kept: the least of its fields, whichever of them directives leave
 * out. A fragment counts wherever it stands in the document; what is not used is not valid in it.
 * @returns 0 for anything but a query, and where nothing says how long
 */
export function operationMaxAge(
  { operation }: OperationDefinitionNode,
  document: DocumentNode,
  schema: GraphQLSchema,
  hints: CacheHints,
): number {
  if (operation !== 'query') return 0;
  const types = new TypeInfo(schema);
  let least: number | undefined;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name: { value } }) {
        const parent = types.getParentType();
        if (parent == null || value === '__typename') return;
        // Introspection tells of what may change with the supergraph, and is cheap.
        least = shorter(least, value.startsWith('__') ? 0 : hints.maxAgeOf(parent, value));
      },
    }),
  );
  return least ?? 0;
}
