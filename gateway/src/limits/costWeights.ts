import {
  type ConstDirectiveNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import * as z from 'zod';

/** What `@listSize` says of a field. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments that say how many there will be. */
  readonly slicingArguments: readonly string[];
  /** Fields of the field's type that are the list; empty where the field itself is it. */
  readonly sizedFields: readonly string[];
}

/** Weights and sizes that a supergraph declares, by coordinate: `Type`, `Type.field` or `Type.field.argument`. */
export interface CostWeights {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const costArguments = z.object({ weight: z.number() });

const listSizeArguments = z
  .object({
    assumedSize: z.number().nullish(),
    slicingArguments: z.array(z.string()).nullish(),
    sizedFields: z.array(z.string()).nullish(),
  })
  .transform(
    (found): ListSize => ({
      assumedSize: found.assumedSize ?? undefined,
      slicingArguments: found.slicingArguments ?? [],
      sizedFields: found.sizedFields ?? [],
    }),
  );

/**
 * Reads `@cost` and `@listSize` (IBM's GraphQL Cost Directives Specification, as Federation 2.9 composes them) from a
 * supergraph. Other names that it may link them by are not followed.
 */
export function readCostWeights(supergraphSdl: string): CostWeights {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const take = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const cost = costArguments.safeParse(argumentsOf('cost', directives));
    if (cost.success) weights.set(coordinate, cost.data.weight);
    const listSize = listSizeArguments.safeParse(argumentsOf('listSize', directives));
    if (listSize.success) listSizes.set(coordinate, listSize.data);
  };
  for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) continue;
    take(node.name.value, node.directives);
    if (!('fields' in node)) continue;
    for (const field of node.fields ?? []) {
      const coordinate = `${node.name.value}.${field.name.value}`;
      take(coordinate, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) take(`${coordinate}.${argument.name.value}`, argument.directives);
    }
  }
  return { weights, listSizes };
}

function argumentsOf(name: string, directives: readonly ConstDirectiveNode[]): unknown {
  const directive = directives.find((candidate) => candidate.name.value === name);
  if (directive === undefined) return undefined;
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name: argument, value }) => [argument.value, valueFromASTUntyped(value)]),
  );
}
