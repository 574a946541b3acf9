import { forbidden } from '@onevisit/kit/access';
import type { Viewer } from '@onevisit/kit/identity';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { AccessRules } from './AccessRules.js';

type Path = readonly (string | number)[];
type Data = Record<string, unknown>;

/** Stands for a value whose type must not be null, but that is: the object around it becomes null. */
const MISSING = Symbol('missing');

/** All fields under one response name. */
interface ResponseField {
  readonly nodes: FieldNode[];
  /** None of what GraphQL itself defines (`__typename`, `__schema`), which is everybody's. */
  readonly type: GraphQLOutputType | undefined;
  /** The fields inside; collected once for all elements of a list. */
  fields?: ReadonlyMap<string, ResponseField>;
}

/** What is needed to complete an answer. */
export interface FillOptions {
  readonly schema: GraphQLSchema;
  readonly rules: AccessRules;
  readonly viewer: Viewer;
  /** As the client wrote it. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** See PermittedDocument. */
  readonly mark: string;
}

/** An answer with data. */
export interface Answer {
  readonly data: Data;
  readonly errors?: readonly GraphQLError[] | undefined;
}

/**
 * Completes the answer to a permitted document to one of the document as the client wrote it: null at every mark (and
 * around it, where a field must not be null), and for each an error that names the field, as if its subgraph had refused
 * it. Where the subgraph has, through an interface, its error stands alone.
 */
export function fillForbidden(
  { data, errors = [] }: Answer,
  options: FillOptions,
): { readonly data: Data | null; readonly errors?: readonly GraphQLError[] } {
  const filler = new Filler(options);
  const filled = filler.operation(data);
  const told = new Set(errors.map(placeOf));
  const all = [...errors, ...filler.errors.filter((error) => !told.has(placeOf(error)))];
  // An empty list is no answer of GraphQL's, and would count as a failure.
  return all.length === 0 ? { data: filled } : { data: filled, errors: all };
}

function placeOf({ path = [] }: GraphQLError): string {
  return JSON.stringify(path);
}

class Filler {
  readonly errors: GraphQLError[] = [];
  readonly #options: FillOptions;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(options: FillOptions) {
    this.#options = options;
    this.#fragments = new Map(
      options.document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
  }

  operation(data: Data): Data | null {
    const { schema, operation } = this.#options;
    const root = schema.getRootType(operation.operation);
    return root == null ? data : this.#object(data, this.#collect([[operation.selectionSet, root]]), []);
  }

  #object(data: Data, fields: ReadonlyMap<string, ResponseField>, path: Path): Data | null {
    // Without a prototype, since a response name may be any word.
    const filled: Data = Object.create(null);
    let isMissing = false;
    for (const [name, field] of fields) {
      const value = this.#field(data, name, field, [...path, name]);
      if (value === MISSING) isMissing = true;
      else if (value !== undefined) filled[name] = value;
    }
    return isMissing ? null : filled;
  }

  #field(data: Data, name: string, field: ResponseField, path: Path): unknown {
    const marked = own(data, `${this.#options.mark}${name}`);
    if (marked === undefined) return this.#value(own(data, name), field.type, field, path);
    this.#refuse(String(marked), field.nodes, path);
    return isNonNullType(field.type) ? MISSING : null;
  }

  #refuse(type: string, nodes: readonly FieldNode[], path: Path): void {
    const { rules, viewer } = this.#options;
    const rule = nodes.flatMap((node) => rules.get(`${type}.${node.name.value}`) ?? [])[0];
    const { message, extensions } = forbidden(viewer, rule?.field ?? path.join('.'), rule?.allowed ?? []);
    this.errors.push(new GraphQLError(message, { nodes: [...nodes], path: [...path], extensions }));
  }

  #value(value: unknown, type: GraphQLOutputType | undefined, field: ResponseField, path: Path): unknown {
    if (value === null || value === undefined) return value;
    if (isNonNullType(type)) return this.#value(value, type.ofType, field, path) ?? MISSING;
    if (isListType(type)) {
      if (!Array.isArray(value)) return value;
      const elements = type.ofType as GraphQLOutputType;
      const items = value.map((item, index) => this.#value(item, elements, field, [...path, index]));
      return items.includes(MISSING) ? null : items;
    }
    if (!isCompositeType(type)) return value;
    field.fields ??= this.#collect(
      field.nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [[selectionSet, type] as const])),
    );
    return this.#object(value as Data, field.fields, path);
  }

  #collect(
    sets: readonly (readonly [SelectionSetNode, GraphQLNamedType])[],
    into = new Map<string, ResponseField>(),
  ): ReadonlyMap<string, ResponseField> {
    for (const [set, parent] of sets) {
      for (const node of set.selections) {
        if (node.kind === Kind.FIELD) {
          const name = (node.alias ?? node.name).value;
          const found = into.get(name) ?? { nodes: [], type: typeOf(parent, node.name.value) };
          found.nodes.push(node);
          into.set(name, found);
          continue;
        }
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
        if (fragment !== undefined) this.#collect([[fragment.selectionSet, this.#typeOn(fragment, parent)]], into);
      }
    }
    return into;
  }

  #typeOn({ typeCondition }: FragmentDefinitionNode | InlineFragmentNode, parent: GraphQLNamedType): GraphQLNamedType {
    const named = typeCondition === undefined ? undefined : this.#options.schema.getType(typeCondition.name.value);
    return named ?? parent;
  }
}

function typeOf(parent: GraphQLNamedType, field: string): GraphQLOutputType | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field]?.type : undefined;
}

function own(data: Data, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}
