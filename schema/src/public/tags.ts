import { type ConstDirectiveNode, Kind } from 'graphql';

/** Marks what is in the public variant. Composition sets it, by `@access`; where an SDL states it, it must agree. */
export const PUBLIC_TAG = 'public';

/** Takes an argument, an input field or a value of an enum out of the public variant, which `@access` cannot say. */
export const INTERNAL_TAG = 'internal';

/** A node of an SDL that may bear directives. */
export interface DirectedNode {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Whether a node bears a directive of that name. */
export function bears({ directives = [] }: DirectedNode, name: string): boolean {
  return directives.some((directive) => directive.name.value === name);
}

/** The tags of a node, by the names under which GraphQL federation knows `@tag`. */
export function tagsOf(node: DirectedNode): string[] {
  return textsOf(node, 'tag', 'name');
}

/** The strings in an argument of every application of a directive: one, or those of a list. */
export function textsOf({ directives = [] }: DirectedNode, directive: string, argument: string): string[] {
  return directives
    .filter(({ name }) => name.value === directive)
    .flatMap((applied) => applied.arguments?.filter(({ name }) => name.value === argument) ?? [])
    .flatMap(({ value }) => (value.kind === Kind.LIST ? value.values : [value]))
    .flatMap((value) => (value.kind === Kind.STRING ? value.value : []));
}
