import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/** Where in a joined call one of the fetches stands that it is made of. */
export interface PartNames {
  /** Alias of its `_entities`. */
  readonly entities: string;
  /** Variable of its representations. */
  readonly representations: string;
}

/** The names of the nth fetch of a joined call. */
export function partNames(index: number): PartNames {
  return { entities: `_entities${index}`, representations: `_representations${index}` };
}

/**
 * Writes one operation that asks for the entities of several: each has an alias and a variable of its own (`partNames`),
 * and shares the client's variables with the others. Of a subgraph it takes no more than plain GraphQL.
 * @param queries operations for `_entities`, as query plans have them
 * @returns undefined where one of them asks for something else
 */
export function joinedQuery(queries: readonly string[]): string | undefined {
  const parts = queries.flatMap((query, index) => partOf(parse(query, { noLocation: true }), partNames(index)) ?? []);
  const [first] = parts;
  if (first === undefined || parts.length < queries.length) return undefined;
  const variables = parts.flatMap(({ variableDefinitions = [] }) => variableDefinitions);
  const operation: OperationDefinitionNode = {
    ...first,
    variableDefinitions: [...new Map(variables.map((node) => [node.variable.name.value, node])).values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: parts.flatMap((part) => part.selectionSet.selections) },
  };
  return stripIgnoredCharacters(print(operation));
}

/** A fetch under the names that it has in a joined one. */
function partOf({ definitions }: DocumentNode, names: PartNames): OperationDefinitionNode | undefined {
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || definitions.length > 1) return undefined;
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== '_entities' || operation.selectionSet.selections.length > 1) {
    return undefined;
  }
  const selections = [{ ...field, alias: { kind: Kind.NAME, value: names.entities } as const }];
  return visit(
    { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } satisfies OperationDefinitionNode,
    {
      Variable: (node) =>
        node.name.value === 'representations'
          ? { ...node, name: { kind: Kind.NAME, value: names.representations } as const }
          : undefined,
    },
  );
}
