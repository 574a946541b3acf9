import {
  type ASTNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import { namedType } from '../ownSdl.js';
import type { ShownNodes } from './shownNodes.js';
import { textsOf } from './tags.js';

/** A field, an input field or a value. */
export type MemberNode = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

/** The fields, input fields or values of a type. */
export function membersOf(type: TypeDefinitionNode | TypeExtensionNode): readonly MemberNode[] {
  if ('fields' in type) return type.fields ?? [];
  return 'values' in type ? (type.values ?? []) : [];
}

/**
 * The parts of a supergraph that a variant of it needs: what it shows and, unseen, what queries over that cannot be
 * planned without: keys of types, what `@requires` and `@provides` take, and which types stand for an interface.
 */
export class KeptElements {
  readonly #types: ReadonlyMap<string, TypeDefinitionNode>;
  readonly #shown: ShownNodes;
  /** The types that stand for an interface or a union. */
  readonly #possible: ReadonlyMap<string, readonly string[]>;
  readonly #kept = new Set<ASTNode>();

  /**
   * @param types all types of the supergraph, by name
   * @param shown those of their members, and of these' arguments, that the variant shows
   */
  constructor(types: ReadonlyMap<string, TypeDefinitionNode>, shown: ShownNodes) {
    this.#types = types;
    this.#shown = shown;
    this.#possible = possibleTypes(types);
    for (const [name, type] of types) {
      for (const member of membersOf(type)) if (shown.has(member)) this.#keepMember(name, member);
    }
  }

  /** Whether a type, or a member of one, is kept. */
  has(node: ASTNode): boolean {
    return this.#kept.has(node);
  }

  /** Whether a type of that name is kept. */
  hasType(name: string): boolean {
    const type = this.#types.get(name);
    return type !== undefined && this.#kept.has(type);
  }

  #keepType(name: string): void {
    const type = this.#types.get(name);
    if (type === undefined || this.#kept.has(type)) return;
    this.#kept.add(type);
    for (const key of textsOf(type, 'join__type', 'key')) this.#keepFields(name, key);
    for (const each of this.#possible.get(name) ?? []) this.#keepType(each);
    if (type.kind === Kind.ENUM_TYPE_DEFINITION) for (const value of type.values ?? []) this.#kept.add(value);
    // One that nothing of is shown serves a hidden argument, and whoever gives that may need any of it.
    const isHidden = !membersOf(type).some((member) => this.#shown.has(member));
    if (type.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION || !isHidden) return;
    for (const field of type.fields ?? []) this.#keepMember(name, field);
  }

  #keepMember(type: string, member: MemberNode): void {
    if (this.#kept.has(member)) return;
    this.#keepType(type);
    this.#kept.add(member);
    if (member.kind === Kind.ENUM_VALUE_DEFINITION) return;
    const named = namedType(member.type).name.value;
    this.#keepType(named);
    if (member.kind === Kind.INPUT_VALUE_DEFINITION) return;
    for (const argument of member.arguments ?? []) {
      if (this.#shown.has(argument) || !this.#shown.has(member)) this.#keepType(namedType(argument.type).name.value);
    }
    for (const fields of textsOf(member, 'join__field', 'requires')) this.#keepFields(type, fields);
    for (const fields of textsOf(member, 'join__field', 'provides')) this.#keepFields(named, fields);
    for (const each of this.#possible.get(type) ?? []) this.#keepNamed(each, member.name.value);
  }

  #keepNamed(type: string, field: string): void {
    const node = this.#types.get(type);
    const member = node && membersOf(node).find(({ name }) => name.value === field);
    if (member !== undefined) this.#keepMember(type, member);
  }

  /** Keeps the fields of a type in the text of a key, or of what is required or provided. */
  #keepFields(type: string, fields: string): void {
    for (const node of parse(`{ ${fields} }`, { noLocation: true }).definitions) {
      if (node.kind === Kind.OPERATION_DEFINITION) this.#keepSelections(type, node.selectionSet);
    }
  }

  #keepSelections(type: string, { selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        this.#keepNamed(type, node.name.value);
        if (node.selectionSet) this.#keepSelections(this.#typeOf(type, node.name.value), node.selectionSet);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const on = node.typeCondition?.name.value ?? type;
        this.#keepType(on);
        this.#keepSelections(on, node.selectionSet);
      }
    }
  }

  #typeOf(type: string, field: string): string {
    const node = this.#types.get(type);
    const member = node && membersOf(node).find(({ name }) => name.value === field);
    return member === undefined || member.kind === Kind.ENUM_VALUE_DEFINITION ? '' : namedType(member.type).name.value;
  }
}

function possibleTypes(types: ReadonlyMap<string, TypeDefinitionNode>): ReadonlyMap<string, readonly string[]> {
  const possible = new Map<string, string[]>();
  for (const [name, type] of types) {
    const parents = 'interfaces' in type ? (type.interfaces ?? []) : [];
    for (const parent of parents) possible.set(parent.name.value, [...(possible.get(parent.name.value) ?? []), name]);
    if (type.kind === Kind.UNION_TYPE_DEFINITION)
      possible.set(
        name,
        (type.types ?? []).map((each) => each.name.value),
      );
  }
  return possible;
}
