import {
  type DefinitionNode,
  type InterfaceTypeDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { contractDocument, expandTemplate, JOINT_SUBGRAPH, jointStubTemplate } from './contract.js';
import { schemaError } from './errors.js';
import { lineOf, parseOwnSdl } from './ownSdl.js';
import type { DepartmentEntry } from './register.js';

type Names = Pick<DepartmentEntry, 'code' | 'prefix'>;

/** The contract's interfaces whose implementations the joint subgraph points to, knowing nothing but their id. */
const STUBBED_INTERFACES: ReadonlySet<string> = new Set([
  'Department',
  'InspectionItem',
  'Inspector',
  'PlanTask',
  'DepartmentPlan',
]);

/** Types of stubs by the second part of an id, `<code>:<kind>:<own code>`; an id without one is a department's. */
const STUB_OF_KIND: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, 'Department'],
  ['item', 'Item'],
  ['inspector', 'Inspector'],
  ['task', 'PlanTask'],
  ['plan', 'Plan'],
]);

/**
 * The whole SDL of the joint subgraph: what it needs of the contract, with the departments' interfaces reduced to their
 * id, its own SDL, and a stub of every department's types.
 * @param ownSdl subgraphs/joint-inspection/schema.graphql
 * @returns SDL as graphql's `print` lays it out
 * @throws SchemaError OV_SCHEMA_OWN_SYNTAX; OV_SCHEMA_JOINT_NAME where an own type bears a department's prefix
 */
export function jointSdl(register: readonly Names[], ownSdl: string): string {
  const own = parseOwnSdl(JOINT_SUBGRAPH, ownSdl).definitions;
  refusePrefixedTypes(register, own);
  const stubs = register.flatMap(({ prefix }) => parse(expandTemplate(jointStubTemplate, prefix)).definitions);
  const definitions = [...neededOfContract([...own, ...stubs]), ...own, ...stubs];
  return `${print({ kind: Kind.DOCUMENT, definitions })}\n`;
}

/**
 * The type of the stub that a global id points to: `fire-rescue:item:XF-003` → `FireRescueItem`,
 * `fire-rescue` → `FireRescueDepartment`; null for an id of no department, or of a kind that has no stub.
 */
export function stubTypenameOf(register: readonly Names[], id: string): string | null {
  const [code, kind] = id.split(':', 2);
  const entry = register.find((candidate) => candidate.code === code);
  const suffix = STUB_OF_KIND.get(kind);
  return entry === undefined || suffix === undefined ? null : entry.prefix + suffix;
}

function refusePrefixedTypes(register: readonly Names[], own: readonly DefinitionNode[]): void {
  for (const definition of own.filter(isTypeDefinitionNode)) {
    const type = definition.name.value;
    const entry = register.find(({ prefix }) => type.startsWith(prefix));
    if (entry)
      throw schemaError('OV_SCHEMA_JOINT_NAME', {
        code: entry.code,
        prefix: entry.prefix,
        type,
        line: lineOf(definition),
      });
  }
}

/** The contract's definitions that `users` refer to, directly or through others, plus its links, directives and scalars. */
function neededOfContract(users: readonly DefinitionNode[]): DefinitionNode[] {
  const reduced = contractDocument.definitions.map(reduceToId);
  const byName = new Map(reduced.filter(isTypeDefinitionNode).map((node) => [node.name.value, node]));
  const needed = new Set<string>();
  const pending = [...users];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const name of referredTypes(node)) {
      const definition = byName.get(name);
      if (definition === undefined || needed.has(name)) continue;
      needed.add(name);
      pending.push(definition);
    }
  }
  return reduced.filter(
    (node) => !isTypeDefinitionNode(node) || node.kind === Kind.SCALAR_TYPE_DEFINITION || needed.has(node.name.value),
  );
}

function reduceToId(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION || !STUBBED_INTERFACES.has(node.name.value)) return node;
  const fields = (node.fields ?? []).filter(({ name }) => name.value === 'id');
  return { ...node, fields } satisfies InterfaceTypeDefinitionNode;
}

function referredTypes(node: DefinitionNode): Set<string> {
  const names = new Set<string>();
  visit(node, { NamedType: ({ name }) => void names.add(name.value) });
  return names;
}
