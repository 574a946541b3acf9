import {
  type ConstDirectiveNode,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import { kitError, type OneVisitError } from './errors.js';
import { type Role, roles, type Viewer } from './identity/viewer.js';

/** The part of a resolver's context that says who asks. */
export interface ViewerContext {
  readonly viewer: Viewer;
}

interface Rule {
  readonly field: string;
  readonly allowed: ReadonlySet<Role>;
  /** Officers, leaders and inspectors count only if they are of this department; null where rows decide. */
  readonly owner: string | null;
}

/**
 * Enforces `@access` of a subgraph's SDL: every field whose own directive, or whose type's, does not say `public` checks
 * who asks before it resolves, and a reference to a restricted type (`_entities`) is not even looked up.
 * @param owner code of the department that owns the subgraph's rows; null in the joint subgraph, whose rows have several
 * @throws OV_KIT_CONFIG at start, where the SDL names a role that does not exist
 */
export function applyAccess(schema: GraphQLSchema, owner: string | null): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const ofType = allowedBy([type.astNode, ...type.extensionASTNodes], type.name);
    for (const field of Object.values(type.getFields())) {
      const place = `${type.name}.${field.name}`;
      const allowed = allowedBy([field.astNode], place) ?? ofType;
      if (allowed !== null && !allowed.has('public')) guardField(field, { field: place, allowed, owner });
    }
    if (ofType !== null && !ofType.has('public')) guardReference(type, { field: type.name, allowed: ofType, owner });
  }
  return schema;
}

/** Whether a viewer may pass a rule. */
export function mayAccess(viewer: Viewer, allowed: ReadonlySet<Role>, owner: string | null): boolean {
  if (allowed.has('public')) return true;
  if (!allowed.has(viewer.role)) return false;
  if (viewer.role !== 'officer' && viewer.role !== 'leader' && viewer.role !== 'inspector') return true;
  return owner === null || viewer.department === owner;
}

/**
 * Refuses a viewer.
 * @returns OV_KIT_FORBIDDEN, to be thrown
 */
export function forbidden(viewer: Viewer, field: string, allowed: Iterable<string>): OneVisitError {
  const role = 'department' in viewer ? `${viewer.role}:${viewer.department}` : viewer.role;
  return kitError('OV_KIT_FORBIDDEN', { role, field, allowed: [...allowed].join(', ') });
}

/** Whatever may bear a directive in an SDL. */
export interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * The roles that the first `@access` among the nodes lets pass; null where none bears one.
 * @param place type or field, for the error
 * @throws OV_KIT_CONFIG where it names a role that does not exist
 */
export function allowedBy(
  nodes: readonly (WithDirectives | null | undefined)[],
  place: string,
): ReadonlySet<Role> | null {
  for (const node of nodes) {
    const directive = node?.directives?.find((candidate) => candidate.name.value === 'access');
    const value = directive?.arguments?.find((argument) => argument.name.value === 'to')?.value;
    if (value === undefined) continue;
    return new Set([valueFromASTUntyped(value)].flat().map((name) => readRole(name, place)));
  }
  return null;
}

function readRole(name: unknown, place: string): Role {
  const role = roles.find((candidate) => candidate === name);
  if (role === undefined) throw kitError('OV_KIT_CONFIG', { problem: `@access on ${place} names the role ${name}` });
  return role;
}

function check(viewer: Viewer, rule: Rule): void {
  if (!mayAccess(viewer, rule.allowed, rule.owner)) throw forbidden(viewer, rule.field, rule.allowed);
}

function guardField(field: GraphQLField<unknown, ViewerContext>, rule: Rule): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    check(context.viewer, rule);
    return resolve(source, args, context, info);
  };
}

type ResolveReference = (reference: unknown, context: ViewerContext, info: unknown) => unknown;

function guardReference(type: GraphQLObjectType, rule: Rule): void {
  const apollo = type.extensions.apollo as { subgraph?: { resolveReference?: ResolveReference } } | undefined;
  const resolve = apollo?.subgraph?.resolveReference;
  if (apollo?.subgraph === undefined || resolve === undefined) return;
  apollo.subgraph.resolveReference = async (reference, context, info) => {
    check(context.viewer, rule);
    return await resolve(reference, context, info);
  };
}
