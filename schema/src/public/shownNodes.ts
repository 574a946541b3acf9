import { type ASTNode, Kind, type TypeDefinitionNode } from 'graphql';
import { membersOf } from './KeptElements.js';
import { bears, type DirectedNode, INTERNAL_TAG, PUBLIC_TAG, tagsOf } from './tags.js';

/** What a variant of a supergraph shows, and each one's schema coordinate. */
export type ShownNodes = ReadonlyMap<ASTNode, string>;

/**
 * What of a supergraph's types is tagged `public`: types, their members and these' arguments. A type's tag goes for all
 * that is in it; a type with members is shown as soon as one of them is. `internal` wins, and so does `@inaccessible`.
 */
export function shownNodes(types: Iterable<TypeDefinitionNode>): ShownNodes {
  const shown = new Map<ASTNode, string>();
  for (const type of types) {
    if (isHidden(type)) continue;
    const isWhole = tagsOf(type).includes(PUBLIC_TAG);
    const isShown = (node: DirectedNode) => !isHidden(node) && (isWhole || tagsOf(node).includes(PUBLIC_TAG));
    const members = membersOf(type).filter(isShown);
    for (const member of members) {
      const coordinate = `${type.name.value}.${member.name.value}`;
      shown.set(member, coordinate);
      if (member.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of (member.arguments ?? []).filter(isShown)) {
        shown.set(argument, `${coordinate}(${argument.name.value}:)`);
      }
    }
    if (members.length > 0 || (isWhole && membersOf(type).length === 0)) shown.set(type, type.name.value);
  }
  return shown;
}

function isHidden(node: DirectedNode): boolean {
  return tagsOf(node).includes(INTERNAL_TAG) || bears(node, 'inaccessible');
}
