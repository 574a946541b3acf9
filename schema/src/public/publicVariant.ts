import {
  type ConstDirectiveNode,
  type DefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
} from 'graphql';
import { KeptElements, type MemberNode } from './KeptElements.js';
import { type ShownNodes, shownNodes } from './shownNodes.js';
import { textsOf } from './tags.js';

const INACCESSIBLE: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'inaccessible' },
};

/** What a supergraph says first that has something inaccessible in it. */
const LINK = `schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) { query: Query }
directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`;

/**
 * The public variant of a supergraph, itself a Federation 2 supergraph: its clients see what is tagged `public` (a type's tag
 * goes for what is in it) and not `internal`, nothing else. Beside it stands, `@inaccessible`, what planning needs, such as
 * keys; the rest of the graph is left out.
 *
 * This is the include filter of what Apollo and Hive call a contract. Theirs are a service, and a filter over subgraphs that
 * are then composed anew; a gateway has a supergraph only, and makes its variant whenever it takes up another.
 * @returns null where no query is tagged `public`
 * @throws GraphQLError where the supergraph is no SDL
 */
export function publicVariant(supergraphSdl: string): string | null {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const types = new Map(definitions.filter(isTypeDefinitionNode).map((type) => [type.name.value, type]));
  const shown = shownNodes(types.values());
  const kept = new KeptElements(types, shown);
  if (!kept.hasType('Query')) return null;
  const filter = new Filter(kept, shown);
  const filtered = withInaccessible(definitions).flatMap((node) => filter.definition(node));
  return `${print({ kind: Kind.DOCUMENT, definitions: filtered })}\n`;
}

class Filter {
  readonly #kept: KeptElements;
  readonly #shown: ShownNodes;

  constructor(kept: KeptElements, shown: ShownNodes) {
    this.#kept = kept;
    this.#shown = shown;
  }

  definition(node: DefinitionNode): DefinitionNode[] {
    if (node.kind === Kind.SCHEMA_DEFINITION) {
      const operationTypes = node.operationTypes.filter(({ type }) => this.#kept.hasType(type.name.value));
      return [{ ...node, operationTypes }];
    }
    // Those of the specifications: join__Graph and its like.
    if (!isTypeDefinitionNode(node) || node.name.value.includes('__')) return [node];
    return this.#kept.has(node) ? [this.#type(node)] : [];
  }

  #type(node: TypeDefinitionNode): TypeDefinitionNode {
    const directives = this.#directives(node).filter((directive) => {
      const [parent] = textsOf({ directives: [directive] }, 'join__implements', 'interface');
      return parent === undefined || this.#kept.hasType(parent);
    });
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const interfaces = (node.interfaces ?? []).filter(({ name }) => this.#kept.hasType(name.value));
        return { ...node, directives, interfaces, fields: this.#members(node.fields) };
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return { ...node, directives, fields: this.#members(node.fields) };
      case Kind.ENUM_TYPE_DEFINITION:
        return { ...node, directives, values: this.#members(node.values) };
      default:
        return { ...node, directives };
    }
  }

  #members<Node extends MemberNode>(members: readonly Node[] = []): Node[] {
    return members
      .filter((member) => this.#kept.has(member))
      .map((member) => ({ ...member, ...this.#arguments(member), directives: this.#directives(member) }));
  }

  /** A hidden field keeps its arguments, as a plan may need them. */
  #arguments(member: MemberNode): object {
    if (member.kind !== Kind.FIELD_DEFINITION || !this.#shown.has(member)) return {};
    const shown = (member.arguments ?? []).filter((argument) => this.#shown.has(argument));
    return { arguments: shown.map((argument) => ({ ...argument, directives: this.#directives(argument) })) };
  }

  #directives(node: TypeDefinitionNode | MemberNode): ConstDirectiveNode[] {
    const untagged = (node.directives ?? []).filter(({ name }) => !['tag', 'inaccessible'].includes(name.value));
    return this.#shown.has(node) ? untagged : [...untagged, INACCESSIBLE];
  }
}

/** Where nothing was inaccessible so far, the supergraph does not know the directive. */
function withInaccessible(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const known = (node: DefinitionNode) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'inaccessible';
  if (definitions.some(known)) return definitions;
  const added = parse(LINK, { noLocation: true }).definitions;
  const link = added.flatMap((node) => (node.kind === Kind.SCHEMA_DEFINITION ? (node.directives ?? []) : []));
  return [
    ...definitions.map((node) =>
      node.kind === Kind.SCHEMA_DEFINITION ? { ...node, directives: [...(node.directives ?? []), ...link] } : node,
    ),
    ...added.filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION),
  ];
}
