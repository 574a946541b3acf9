import { type ConstDirectiveNode, type FieldDefinitionNode, Kind } from 'graphql';
import { type Finding, finding, placeIn } from '../finding.js';
import { directivesNamed, keyFields, outputFields, type SubgraphView, type TypeView } from './SubgraphView.js';

/** Roles that @access may name. */
export const ACCESS_ROLES = [
  'public',
  'officer',
  'leader',
  'inspector',
  'lead',
  'auditor',
  'subject',
  'service',
] as const;

const ROLES: ReadonlySet<string> = new Set(ACCESS_ROLES);

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/**
 * Every way into a subgraph says who may take it: root fields, and the fields of entities, which `_entities` reaches by id
 * past any root field. A field is covered by its own @access or by its type's; key fields, which the asker brings along,
 * and external ones, which another subgraph guards, need none.
 */
export function accessDeclared(view: SubgraphView): Finding[] {
  return [...view.types.values()].flatMap((type) => [
    ...roleFindings(view, type.name, type.directives),
    ...outputFields(type).flatMap((field) => roleFindings(view, `${type.name}.${field.name.value}`, field.directives)),
    ...uncoveredFields(type).map((field) =>
      finding('OV_SCHEMA_ACCESS_MISSING', { coordinate: `${type.name}.${field.name.value}` }, [
        placeIn(view.source, field),
      ]),
    ),
  ]);
}

function uncoveredFields(type: TypeView): FieldDefinitionNode[] {
  const keys = keyFields(type);
  const isWayIn = ROOTS.has(type.name) || keys.size > 0;
  if (!isWayIn || directivesNamed(type.directives, 'access').length > 0) return [];
  return outputFields(type).filter(
    ({ name, directives }) =>
      !name.value.startsWith('_') &&
      !keys.has(name.value) &&
      directivesNamed(directives, 'access').length === 0 &&
      directivesNamed(directives, 'external').length === 0,
  );
}

function roleFindings(
  view: SubgraphView,
  coordinate: string,
  directives: readonly ConstDirectiveNode[] | undefined,
): Finding[] {
  const roles = ACCESS_ROLES.join(', ');
  return directivesNamed(directives, 'access').flatMap((access) => {
    const named = rolesOf(access);
    const places = [placeIn(view.source, access)];
    if (named.length === 0) return [finding('OV_SCHEMA_ACCESS_EMPTY', { coordinate, roles }, places)];
    return named
      .filter((role) => !ROLES.has(role))
      .map((role) => finding('OV_SCHEMA_ACCESS_ROLE', { coordinate, role, roles }, places));
  });
}

function rolesOf(access: ConstDirectiveNode): string[] {
  const value = access.arguments?.find(({ name }) => name.value === 'to')?.value;
  if (value?.kind === Kind.STRING) return [value.value];
  return value?.kind === Kind.LIST ? value.values.flatMap((item) => (item.kind === Kind.STRING ? item.value : [])) : [];
}
