import { allowedBy, mayAccess } from '@onevisit/kit/access';
import type { Role, Viewer } from '@onevisit/kit/identity';
import { JOINT_SUBGRAPH } from '@onevisit/schema';
import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  valueFromASTUntyped,
} from 'graphql';

/** Who may read one field: by one of the subgraphs that resolve it. */
export interface AccessRule {
  /** Type and field. */
  readonly field: string;
  readonly allowed: ReadonlySet<Role>;
  /** Department whose rows each such subgraph has; null where rows decide. */
  readonly owners: readonly (string | null)[];
}

/** The fields of a supergraph that are not everybody's, by `Type.field`. */
export type AccessRules = ReadonlyMap<string, AccessRule>;

/**
 * Reads the composed `@access` of a supergraph. A field's own directive holds, else its type's, as in the subgraph. Key
 * fields are left to the subgraphs: which of several brings them is the plan's choice, and they let pass more than one rule.
 * @throws OV_KIT_CONFIG where it names a role that does not exist
 */
export function readAccessRules(supergraphSdl: string): AccessRules {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const subgraphs = subgraphsOf(definitions);
  const rules = new Map<string, AccessRule>();
  for (const type of definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const ofType = allowedBy([type], type.name.value);
    const keys = keyFields(type);
    for (const node of type.fields ?? []) {
      const field = `${type.name.value}.${node.name.value}`;
      const allowed = allowedBy([node], field) ?? ofType;
      if (allowed === null || allowed.has('public') || keys.has(node.name.value)) continue;
      const owners = resolvedBy(type, node).map((graph) => ownerOf(subgraphs.get(graph) ?? graph));
      rules.set(field, { field, allowed, owners });
    }
  }
  return rules;
}

/** Whether a viewer may pass a rule: what one of the subgraphs allows is not refused here. */
export function mayPass(viewer: Viewer, { allowed, owners }: AccessRule): boolean {
  return owners.some((owner) => mayAccess(viewer, allowed, owner));
}

/** The rows of a department's subgraph are the department's; those of the joint subgraph are of several. */
function ownerOf(subgraph: string): string | null {
  return subgraph === JOINT_SUBGRAPH ? null : subgraph;
}

/** The subgraphs' names by their place in `join__Graph`. */
function subgraphsOf(definitions: ReturnType<typeof parse>['definitions']): ReadonlyMap<string, string> {
  return new Map(
    definitions.flatMap((node) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph'
        ? (node.values ?? []).map((value) => [value.name.value, String(argumentsOf(value, 'join__graph')[0]?.name)])
        : [],
    ) as [string, string][],
  );
}

function keyFields(type: ObjectTypeDefinitionNode): ReadonlySet<string> {
  const keys = argumentsOf(type, 'join__type').flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  return new Set(
    keys.flatMap((key) => {
      const [operation] = parse(`{ ${key} }`, { noLocation: true }).definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
      return operation.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? node.name.value : []));
    }),
  );
}

/** The subgraphs that resolve a field: those that it names, else all that have its type. */
function resolvedBy(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): string[] {
  const named = argumentsOf(field, 'join__field').filter(({ graph }) => graph !== undefined);
  const places = named.length > 0 ? named.filter(({ external }) => external !== true) : argumentsOf(type, 'join__type');
  return places.map(({ graph }) => String(graph));
}

/** The arguments of each application of a directive. */
function argumentsOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): Record<string, unknown>[] {
  return (node.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries((directive.arguments ?? []).map((arg) => [arg.name.value, valueFromASTUntyped(arg.value)])),
    );
}
