import { isTypeDefinitionNode, isTypeExtensionNode, visit } from 'graphql';
import { contractDocument, fieldOf } from '../contract.js';
import { type Finding, finding, placeIn } from '../finding.js';
import type { DepartmentEntry } from '../register.js';
import { outputFields, type SubgraphView, typesOf } from './SubgraphView.js';

/** Types without a prefix that a department's SDL defines. */
const COMMON: ReadonlySet<string> = new Set([
  'Query',
  'Mutation',
  'MarketSubject',
  ...typesOf(contractDocument.definitions).keys(),
]);

/**
 * A department's own types and root fields bear its prefix, and its SDL names no other department's type: departments meet
 * in the contract only, so that each can change without asking the others.
 */
export function ownNames(view: SubgraphView): Finding[] {
  const { entry } = view;
  return entry === null
    ? []
    : [...foreignNames(view, entry), ...unprefixedTypes(view, entry), ...unprefixedRoots(view, entry)];
}

function foreignNames({ source, document, register }: SubgraphView, entry: DepartmentEntry): Finding[] {
  const findings = new Map<string, Finding>();
  const others = register.filter(({ code }) => code !== entry.code);
  visit(document, {
    enter(node) {
      const isType = node.kind === 'NamedType' || isTypeDefinitionNode(node) || isTypeExtensionNode(node);
      if (!isType) return;
      const type = node.name.value;
      const owner = others.find(({ prefix }) => type.startsWith(prefix));
      if (owner === undefined) return;
      const place = placeIn(source, node);
      const values = { name: source.name, owner: owner.code, type };
      findings.set(`${place.line}:${type}`, finding('OV_SCHEMA_FOREIGN_NAME', values, [place]));
    },
  });
  return [...findings.values()];
}

function unprefixedTypes({ source, types, register }: SubgraphView, { prefix }: DepartmentEntry): Finding[] {
  return [...types.values()]
    .filter(({ name }) => !COMMON.has(name) && !register.some((entry) => name.startsWith(entry.prefix)))
    .map(({ name, node }) =>
      finding('OV_SCHEMA_UNPREFIXED_NAME', { name: source.name, coordinate: name, prefix }, [placeIn(source, node)]),
    );
}

function unprefixedRoots({ source, types }: SubgraphView, entry: DepartmentEntry): Finding[] {
  const prefix = fieldOf(entry.prefix);
  return ['Query', 'Mutation'].flatMap((root) =>
    outputFields(types.get(root))
      .filter(({ name }) => !name.value.startsWith('_') && !name.value.startsWith(prefix))
      .map((field) => {
        const values = { name: source.name, coordinate: `${root}.${field.name.value}`, prefix };
        return finding('OV_SCHEMA_UNPREFIXED_NAME', values, [placeIn(source, field)]);
      }),
  );
}
