import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import type { SubgraphSource } from '../finding.js';
import type { DepartmentEntry } from '../register.js';

/** A field, an input field or an enum value. */
export type MemberNode = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

/** A type with its extensions: SDL may be written either way, and means the same. */
export interface TypeView {
  readonly name: string;
  /** Its definition, or its first extension where it has none. */
  readonly node: TypeDefinitionNode | TypeExtensionNode;
  readonly directives: readonly ConstDirectiveNode[];
  readonly interfaces: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, MemberNode>;
}

/** What a rule looks at: a subgraph's SDL, and whose it is. */
export interface SubgraphView {
  readonly source: SubgraphSource;
  /** Its department; null for the joint subgraph. */
  readonly entry: DepartmentEntry | null;
  readonly register: readonly DepartmentEntry[];
  readonly document: DocumentNode;
  readonly types: ReadonlyMap<string, TypeView>;
}

/** Types by name, their extensions folded in; what federation itself adds to an SDL is left out. */
export function typesOf(definitions: readonly DefinitionNode[]): Map<string, TypeView> {
  const types = new Map<string, TypeView>();
  for (const node of definitions) {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) continue;
    const name = node.name.value;
    if (/^_|__/.test(name)) continue;
    types.set(name, fold(types.get(name), node));
  }
  return types;
}

/** Fields of an object or interface, with their arguments and types; none for other kinds. */
export function outputFields(type: TypeView | undefined): FieldDefinitionNode[] {
  return [...(type?.members.values() ?? [])].filter((node) => node.kind === 'FieldDefinition');
}

/** The directives `name` that a node bears. */
export function directivesNamed(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

/** The text of a directive's argument that is a string; undefined where it is none. */
export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === 'StringValue' ? value.value : undefined;
}

/** The fields of an entity's keys, at their first level; empty for what is no entity. */
export function keyFields(type: TypeView): ReadonlySet<string> {
  const texts = directivesNamed(type.directives, 'key').map((key) => stringArgument(key, 'fields') ?? '');
  return new Set(
    texts.flatMap((text) => text.replace(/\{[^}]*\}/g, ' ').split(/[\s,]+/)).filter((name) => name !== ''),
  );
}

function fold(before: TypeView | undefined, node: TypeDefinitionNode | TypeExtensionNode): TypeView {
  const interfaces = 'interfaces' in node ? (node.interfaces ?? []).map(({ name }) => name.value) : [];
  return {
    name: node.name.value,
    node: before !== undefined && isTypeDefinitionNode(before.node) ? before.node : node,
    directives: [...(before?.directives ?? []), ...(node.directives ?? [])],
    interfaces: new Set([...(before?.interfaces ?? []), ...interfaces]),
    members: new Map([
      ...(before?.members ?? []),
      ...membersOf(node).map((member) => [member.name.value, member] as const),
    ]),
  };
}

function membersOf(node: TypeDefinitionNode | TypeExtensionNode): readonly MemberNode[] {
  if ('fields' in node) return node.fields ?? [];
  return 'values' in node ? (node.values ?? []) : [];
}
