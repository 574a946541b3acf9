import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** How large a document is, each fragment counted where it is spread. Of several operations, the largest counts. */
export interface DocumentSize {
  /** Fields inside each other; a root field alone is 1. What is under `__schema` and `__type` is not counted. */
  readonly depth: number;
  /** Fields under a name other than their own. */
  readonly aliases: number;
  /** Fields directly under an operation. */
  readonly rootFields: number;
  /** Fields and fragments. */
  readonly selections: number;
  /** Directives, on fields, fragments and operations. */
  readonly directives: number;
}

const NOTHING: DocumentSize = { depth: 0, aliases: 0, rootFields: 0, selections: 0, directives: 0 };

/**
 * Measures a parsed document without a schema, in time linear in its text: each fragment is measured once, however often
 * it is spread. A fragment that spreads itself counts as empty there; GraphQL's own rules refuse it.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const measure = new Measure(document);
  return document.definitions
    .flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? measure.definition(node) : []))
    .reduce(largest, NOTHING);
}

class Measure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, DocumentSize>();

  constructor(document: DocumentNode) {
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
  }

  /** Here `rootFields` counts the fields directly under the definition. */
  definition(node: Extract<DefinitionNode, { readonly selectionSet: SelectionSetNode }>): DocumentSize {
    const size = this.#selections(node.selectionSet);
    return { ...size, directives: size.directives + (node.directives?.length ?? 0) };
  }

  #selections({ selections }: SelectionSetNode): DocumentSize {
    return selections.map((node) => this.#selection(node)).reduce(beside, NOTHING);
  }

  #selection(node: SelectionSetNode['selections'][number]): DocumentSize {
    const directives = node.directives?.length ?? 0;
    if (node.kind !== Kind.FIELD) {
      const inside =
        node.kind === Kind.INLINE_FRAGMENT ? this.#selections(node.selectionSet) : this.#fragment(node.name.value);
      return { ...inside, selections: inside.selections + 1, directives: inside.directives + directives };
    }
    const inside = node.selectionSet === undefined ? NOTHING : this.#selections(node.selectionSet);
    const isIntrospection = node.name.value === '__schema' || node.name.value === '__type';
    return {
      depth: isIntrospection ? 1 : inside.depth + 1,
      aliases: inside.aliases + (node.alias === undefined ? 0 : 1),
      rootFields: 1,
      selections: inside.selections + 1,
      directives: inside.directives + directives,
    };
  }

  #fragment(name: string): DocumentSize {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    // What a circle comes back to.
    this.#measured.set(name, NOTHING);
    const fragment = this.#fragments.get(name);
    const size = fragment === undefined ? NOTHING : this.definition(fragment);
    this.#measured.set(name, size);
    return size;
  }
}

function beside(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    rootFields: a.rootFields + b.rootFields,
    selections: a.selections + b.selections,
    directives: a.directives + b.directives,
  };
}

function largest(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    rootFields: Math.max(a.rootFields, b.rootFields),
    selections: Math.max(a.selections, b.selections),
    directives: Math.max(a.directives, b.directives),
  };
}
