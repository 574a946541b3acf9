import { type ASTNode, type ConstDirectiveNode, print, visit } from 'graphql';
import type { MemberNode, TypeView } from './SubgraphView.js';

/** A member's signature: name, arguments, type, default and directives; not its description. */
export function memberSignature(member: MemberNode): string {
  return canonical(member);
}

/** A type's own line: kind, name, interfaces and directives; neither its members nor its description. */
export function typeSignature(type: TypeView, interfaces: Iterable<string> = type.interfaces): string {
  const keyword = type.node.kind.replace(/Type(Definition|Extension)$/, '');
  const heritage = [...interfaces].sort().map((name) => ` & ${name}`);
  return [`${keyword} ${type.name}`, ...heritage, ...directiveTexts(type.directives)].join('');
}

/**
 * SDL on one line, without descriptions, with arguments, directives and list values in the order of their texts: the same
 * for all that mean the same.
 */
export function canonical(node: ASTNode): string {
  const sorted = visit(node, {
    enter: (visited) =>
      'description' in visited && visited.description !== undefined
        ? { ...visited, description: undefined }
        : undefined,
    leave: (visited) => ({ ...visited, ...sortedParts(visited) }),
  });
  return print(sorted).replace(/\s+/g, ' ').trim();
}

function sortedParts(node: ASTNode): object {
  return {
    ...(node.kind === 'ListValue' ? { values: sortedBy(node.values, print) } : {}),
    ...(node.kind === 'DirectiveDefinition' ? { locations: sortedBy(node.locations, ({ value }) => value) } : {}),
    ...('arguments' in node && node.arguments ? { arguments: sortedBy(node.arguments, nameOf) } : {}),
    ...('directives' in node && node.directives ? { directives: sortedBy(node.directives, print) } : {}),
  };
}

/** A definition and its extension may both bear a directive. */
function directiveTexts(directives: readonly ConstDirectiveNode[]): string[] {
  return [...new Set(directives.map((directive) => ` ${canonical(directive)}`))].sort();
}

function nameOf(node: ASTNode): string {
  return 'name' in node && node.name !== undefined ? node.name.value : '';
}

function sortedBy<T extends ASTNode>(nodes: readonly T[], key: (node: T) => string): T[] {
  return [...nodes].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
