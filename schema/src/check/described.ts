import { type Finding, finding, placeIn } from '../finding.js';
import type { SubgraphView } from './SubgraphView.js';

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/**
 * Every type, field, input field and enum value has a description: the SDL is what another department's developers read.
 * Arguments are exempt, the description of their field covers them; so are the root types.
 */
export function described(view: SubgraphView): Finding[] {
  return [...view.types.values()].flatMap((type) => {
    const members = [...type.members.values()]
      .filter((member) => isBlank(member.description?.value))
      .map((member) => ({ coordinate: `${type.name}.${member.name.value}`, node: member }));
    const isBare = !ROOTS.has(type.name) && isBlank('description' in type.node ? type.node.description?.value : '');
    const bare = isBare ? [{ coordinate: type.name, node: type.node }, ...members] : members;
    return bare.map(({ coordinate, node }) =>
      finding('OV_SCHEMA_DESCRIPTION_MISSING', { coordinate }, [placeIn(view.source, node)]),
    );
  });
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
