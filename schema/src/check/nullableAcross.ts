import { type FieldDefinitionNode, Kind } from 'graphql';
import { type Finding, finding, placeIn } from '../finding.js';
import { directivesNamed, keyFields, outputFields, type SubgraphView, type TypeView } from './SubgraphView.js';

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/**
 * What another subgraph's answer is joined with may be null: with a `!` one department's outage turns the whole answer into
 * `data: null`. That is every field of an entity but its keys, and a department's root fields unless only the joint
 * subgraph calls them. The joint subgraph's own entities are its own fetch, so only those it shares count.
 */
export function nullableAcross(view: SubgraphView): Finding[] {
  return [...view.types.values()]
    .filter((type) => isJoined(view, type))
    .flatMap((type) =>
      exposedFields(type)
        .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
        .map((field) => {
          const coordinate = `${type.name}.${field.name.value}`;
          return finding('OV_SCHEMA_NOT_NULLABLE', { coordinate }, [placeIn(view.source, field)]);
        }),
    );
}

function isJoined({ entry, register }: SubgraphView, type: TypeView): boolean {
  const isEntity = keyFields(type).size > 0;
  if (entry !== null) return isEntity || ROOTS.has(type.name);
  return isEntity && (type.name === 'MarketSubject' || register.some(({ prefix }) => type.name.startsWith(prefix)));
}

function exposedFields(type: TypeView): FieldDefinitionNode[] {
  const keys = keyFields(type);
  return outputFields(type).filter(
    ({ name, directives }) =>
      !name.value.startsWith('_') && !keys.has(name.value) && directivesNamed(directives, 'inaccessible').length === 0,
  );
}
