import {
  BREAK,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** What is valid for a type of the client's schema: how a value of it is completed. */
export type ValueShape =
  | { readonly kind: 'nonNull'; readonly of: ValueShape }
  | { readonly kind: 'list'; readonly of: ValueShape }
  | { readonly kind: 'leaf'; readonly isValid: (value: unknown) => boolean }
  | { readonly kind: 'object'; readonly shape: ObjectShape };

/** A field of an answer. */
export type FieldShape =
  | { readonly kind: 'typename'; readonly name: string }
  | { readonly kind: 'value'; readonly name: string; readonly parent: string; readonly value: ValueShape };

/**
 * Whether what an operation asks for is the same whatever its variables, and comes from subgraphs: no `@skip`, no
 * `@include`, no introspection.
 */
export function isShapeable(nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[]): boolean {
  let isFit = true;
  const refuse = (): typeof BREAK => {
    isFit = false;
    return BREAK;
  };
  for (const node of nodes) {
    visit(node, {
      Directive: ({ name }) => (name.value === 'skip' || name.value === 'include' ? refuse() : undefined),
      Field: ({ name, alias }) => (UNFIT_FIELDS.has(name.value) || alias?.value === '__proto__' ? refuse() : undefined),
    });
  }
  return isFit;
}

const UNFIT_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

interface Scope {
  readonly selectionSet: SelectionSetNode;
  /** The type that its fields are of, as they are written. */
  readonly type: GraphQLCompositeType;
}

/**
 * What an operation asks for below one place, compiled once for all its executions: the fields of an object, by the
 * object's type, each type when the first of its objects comes. Fields are in the order in which they stand in the
 * operation, which is valid, and without what `isShapeable` refuses.
 */
export class ObjectShape {
  readonly type: GraphQLCompositeType;
  readonly schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #scopes: readonly Scope[];
  readonly #byType = new Map<string, readonly FieldShape[] | null>();

  constructor(
    schema: GraphQLSchema,
    type: GraphQLCompositeType,
    scopes: readonly Scope[],
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.schema = schema;
    this.type = type;
    this.#scopes = scopes;
    this.#fragments = fragments;
  }

  /** The fields of an object of the type; null where the client's schema has no such type of objects. */
  fieldsOf(typename: string): readonly FieldShape[] | null {
    const known = this.#byType.get(typename);
    if (known !== undefined) return known;
    const type = this.schema.getType(typename);
    const fields = isCompositeType(type) ? this.#compile(type) : null;
    // Subgraphs may send any name; only those of the schema are kept.
    if (fields !== null) this.#byType.set(typename, fields);
    return fields;
  }

  #compile(type: GraphQLCompositeType): FieldShape[] {
    const found = new Map<string, [FieldPlace, ...FieldPlace[]]>();
    for (const scope of this.#scopes) this.#collect(scope, type, found);
    return [...found].map(([name, places]) => this.#field(name, places));
  }

  #collect(
    { selectionSet, type: scope }: Scope,
    type: GraphQLCompositeType,
    found: Map<string, [FieldPlace, ...FieldPlace[]]>,
  ): void {
    for (const node of selectionSet.selections) {
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        const places = found.get(name);
        if (places === undefined) found.set(name, [{ node, scope }]);
        else places.push({ node, scope });
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      if (fragment === undefined) continue;
      const condition =
        fragment.typeCondition === undefined ? scope : this.schema.getType(fragment.typeCondition.name.value);
      if (isCompositeType(condition) && covers(this.schema, condition, type)) {
        this.#collect({ selectionSet: fragment.selectionSet, type: condition }, type, found);
      }
    }
  }

  #field(name: string, places: readonly [FieldPlace, ...FieldPlace[]]): FieldShape {
    const [first] = places;
    if (first.node.name.value === '__typename') return { kind: 'typename', name };
    const { type } = fieldOf(first);
    return { kind: 'value', name, parent: first.scope.name, value: this.#value(type, places) };
  }

  #value(type: GraphQLOutputType, places: readonly FieldPlace[]): ValueShape {
    if (isNonNullType(type)) return { kind: 'nonNull', of: this.#value(type.ofType, places) };
    if (isListType(type)) return { kind: 'list', of: this.#value(type.ofType, places) };
    if (!isCompositeType(type)) return { kind: 'leaf', isValid: leafTest(type) };
    const scopes = places.flatMap((place) => {
      const { selectionSet } = place.node;
      const inner = unwrapped(fieldOf(place).type);
      return selectionSet === undefined || !isCompositeType(inner) ? [] : [{ selectionSet, type: inner }];
    });
    return { kind: 'object', shape: new ObjectShape(this.schema, type, scopes, this.#fragments) };
  }
}

/** Where a field stands: its node, and the type that it is of there. */
interface FieldPlace {
  readonly node: FieldNode;
  readonly scope: GraphQLCompositeType;
}

function fieldOf({ node, scope }: FieldPlace): { readonly type: GraphQLOutputType } {
  const field = 'getFields' in scope ? scope.getFields()[node.name.value] : undefined;
  if (field === undefined) throw new Error(`no field ${node.name.value} of ${scope.name}`);
  return field;
}

function unwrapped(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) || isListType(type) ? unwrapped(type.ofType) : type;
}

function covers(schema: GraphQLSchema, condition: GraphQLCompositeType, type: GraphQLCompositeType): boolean {
  if (condition === type) return true;
  return isAbstractType(condition) && 'getInterfaces' in type && schema.isSubType(condition, type);
}

/** Whether a value that a subgraph sent is one of a scalar or enum; of a scalar of one's own, anything is. */
function leafTest(type: GraphQLOutputType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  switch (String(type)) {
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'Int':
      return (value) => Number.isInteger(value);
    case 'Float':
      return (value) => Number.isFinite(value);
    case 'String':
      return (value) => typeof value === 'string';
    case 'ID':
      return (value) => typeof value === 'string' || Number.isInteger(value);
    default:
      return () => true;
  }
}
