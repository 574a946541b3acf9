import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CostWeights, ListSize } from './costWeights.js';

/** Elements of a list of which nothing is said: crews, seats, legs and citations are that short. */
export const UNSAID_LIST_SIZE = 5;

/** What a mutation costs beside what it returns. */
export const MUTATION_COST = 10;

/** What the schema costs to read, in whatever part. */
export const INTROSPECTION_COST = 500;

type Variables = Readonly<Record<string, unknown>>;

/** A cost: known, or one that follows from the variables of a request. */
export type Cost = number | ((variables: Variables) => number);

/** The cost for the variables of a request; only those that are numbers say how long a list is. */
export function evaluate(cost: Cost, variables: Variables): number {
  if (typeof cost === 'number') return cost;
  return cost(Object.fromEntries(Object.entries(variables).filter(([, value]) => typeof value === 'number')));
}

/**
 * The static cost of an operation, an upper bound of the objects that it fetches: an object counts its weight (1), a leaf
 * 0, a list as many times as it is long by its slicing argument or assumed size, a mutation 10 more; of an abstract type the
 * dearest possible one. Weights of input fields are not counted, and conditions (`@skip`, `@include`) not heeded.
 *
 * Compiled once a document: what depends on variables becomes a function of them.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function compileCost(
  schema: GraphQLSchema,
  weights: CostWeights,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Cost {
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  const base = operation.operation === 'mutation' ? MUTATION_COST : 0;
  return sum([base, new CostCompiler(schema, weights, document, operation).selections(operation.selectionSet, root)]);
}

class CostCompiler {
  readonly #schema: GraphQLSchema;
  readonly #weights: CostWeights;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #defaults: Variables;
  readonly #compiled = new Map<SelectionSetNode, Map<string, Cost>>();

  constructor(
    schema: GraphQLSchema,
    weights: CostWeights,
    document: DocumentNode,
    { variableDefinitions = [] }: OperationDefinitionNode,
  ) {
    this.#schema = schema;
    this.#weights = weights;
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
    this.#defaults = Object.fromEntries(
      variableDefinitions.flatMap(({ variable, defaultValue }) =>
        defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
      ),
    );
  }

  selections(set: SelectionSetNode, type: GraphQLCompositeType, sized?: SizedFields): Cost {
    if (isAbstractType(type)) {
      return most(this.#schema.getPossibleTypes(type).map((possible) => this.#ofObject(set, possible, sized)));
    }
    return this.#ofObject(set, type, sized);
  }

  /** Compiled once a selection set and type, however often its fragment is spread; not where a size comes from outside. */
  #ofObject(set: SelectionSetNode, type: GraphQLObjectType, sized?: SizedFields): Cost {
    const known = sized === undefined ? this.#compiled.get(set)?.get(type.name) : undefined;
    if (known !== undefined) return known;
    const cost = sum(set.selections.map((node) => this.#selection(node, type, sized)));
    if (sized === undefined) {
      const ofSet = this.#compiled.get(set) ?? new Map<string, Cost>();
      this.#compiled.set(set, ofSet.set(type.name, cost));
    }
    return cost;
  }

  #selection(node: SelectionSetNode['selections'][number], type: GraphQLObjectType, sized?: SizedFields): Cost {
    if (node.kind === Kind.FIELD) return this.#field(node, type, sized);
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
    if (fragment === undefined || !this.#applies(fragment.typeCondition?.name.value, type)) return 0;
    return this.#ofObject(fragment.selectionSet, type, sized);
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const on = this.#schema.getType(condition);
    return isAbstractType(on) && this.#schema.isSubType(on, type);
  }

  #field(node: FieldNode, parent: GraphQLObjectType, sized?: SizedFields): Cost {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return INTROSPECTION_COST;
    const field = parent.getFields()[name];
    if (field === undefined) return 0;
    const coordinate = `${parent.name}.${name}`;
    const type: GraphQLNamedType = getNamedType(field.type);
    const listSize = this.#weights.listSizes.get(coordinate);
    const inside =
      node.selectionSet !== undefined && isCompositeType(type)
        ? this.selections(
            node.selectionSet,
            type,
            sizedFieldsOf(listSize, () => this.#length(node, field, listSize)),
          )
        : 0;
    const each = sum([this.#weightOf(coordinate, type), inside]);
    const isList = isListType(getNullableType(field.type));
    const times = sized?.names.has(name) ? sized.size : isList ? this.#length(node, field, listSize) : 1;
    return sum([product(times, each), ...this.#ofArguments(node, coordinate)]);
  }

  #weightOf(coordinate: string, type: GraphQLNamedType): number {
    const { weights } = this.#weights;
    return weights.get(coordinate) ?? weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
  }

  #ofArguments(node: FieldNode, coordinate: string): number[] {
    return (node.arguments ?? []).map(({ name }) => this.#weights.weights.get(`${coordinate}.${name.value}`) ?? 0);
  }

  /** How long a list is: the largest of its slicing arguments, else as it is assumed. */
  #length(node: FieldNode, field: GraphQLField<unknown, unknown>, listSize: ListSize | undefined): Cost {
    const assumed = listSize?.assumedSize ?? UNSAID_LIST_SIZE;
    const given = (listSize?.slicingArguments ?? []).flatMap((name) => {
      const byDefault = field.args.find((argument) => argument.name === name)?.defaultValue;
      const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
      if (typeof byDefault !== 'number') return value === undefined ? [] : [this.#number(value, assumed)];
      return [value === undefined ? byDefault : this.#number(value, byDefault)];
    });
    return given.length === 0 ? assumed : most(given);
  }

  #number(value: ValueNode, otherwise: number): Cost {
    if (value.kind === Kind.INT) return Math.max(0, Number(value.value));
    if (value.kind !== Kind.VARIABLE) return otherwise;
    const name = value.name.value;
    const byDefault = this.#defaults[name];
    return (variables) => {
      const given = Object.hasOwn(variables, name) ? variables[name] : byDefault;
      return typeof given === 'number' ? Math.max(0, given) : otherwise;
    };
  }
}

interface SizedFields {
  readonly names: ReadonlySet<string>;
  readonly size: Cost;
}

function sizedFieldsOf(listSize: ListSize | undefined, size: () => Cost): SizedFields | undefined {
  if (listSize === undefined || listSize.sizedFields.length === 0) return undefined;
  return { names: new Set(listSize.sizedFields), size: size() };
}

function sum(costs: readonly Cost[]): Cost {
  return combine(costs, (values) => values.reduce((total, value) => total + value, 0));
}

function product(...costs: readonly Cost[]): Cost {
  return combine(costs, (values) => values.reduce((total, value) => total * value, 1));
}

function most(costs: readonly Cost[]): Cost {
  return combine(costs, (values) => values.reduce((top, value) => Math.max(top, value), 0));
}

/** Known now where all parts are. Else computed once for the same variables, though many parts may share this one. */
function combine(costs: readonly Cost[], operation: (values: readonly number[]) => number): Cost {
  const known = operation(costs.filter((cost) => typeof cost === 'number'));
  const open = costs.filter((cost) => typeof cost !== 'number');
  if (open.length === 0) return known;
  let last: { readonly variables: Variables; readonly value: number } | undefined;
  return (variables) => {
    if (last?.variables !== variables) {
      last = { variables, value: operation([known, ...open.map((cost) => cost(variables))]) };
    }
    return last.value;
  };
}
