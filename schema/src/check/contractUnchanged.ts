import { type ConstDirectiveNode, type DefinitionNode, Kind, print } from 'graphql';
import { contractDocument } from '../contract.js';
import { type Finding, finding, placeIn } from '../finding.js';
import { canonical, memberSignature, typeSignature } from './canonical.js';
import { type SubgraphView, stringArgument, type TypeView, typesOf } from './SubgraphView.js';

const CONTRACT_TYPES = typesOf(contractDocument.definitions);

/**
 * The contract stands in every department's SDL as it is: same types, members, descriptions and directives. Layout and
 * order are free, so that a subgraph may be printed by any GraphQL implementation.
 */
export function contractUnchanged(view: SubgraphView): Finding[] {
  const types = [...CONTRACT_TYPES.values()].flatMap((expected) => {
    const actual = view.types.get(expected.name);
    return actual === undefined ? [missing(view, expected.name)] : typeFindings(view, expected, actual);
  });
  return [...linkFindings(view), ...directiveFindings(view), ...types];
}

function typeFindings(view: SubgraphView, expected: TypeView, actual: TypeView): Finding[] {
  const findings: Finding[] = [];
  const compare = (coordinate: string, wanted: string, found: string, node: Parameters<typeof placeIn>[1]): void => {
    if (wanted === found) return;
    const values = { name: view.source.name, coordinate, expected: `\`${wanted}\``, actual: `\`${found}\`` };
    findings.push(finding('OV_SCHEMA_CONTRACT_CHANGED', values, [placeIn(view.source, node)]));
  };
  compare(
    expected.name,
    withText(expected.node, typeSignature(expected)),
    withText(actual.node, typeSignature(actual)),
    actual.node,
  );
  for (const [name, member] of expected.members) {
    const coordinate = `${expected.name}.${name}`;
    const found = actual.members.get(name);
    if (found === undefined) findings.push(missing(view, coordinate, actual));
    else compare(coordinate, withText(member, memberSignature(member)), withText(found, memberSignature(found)), found);
  }
  for (const [name, member] of actual.members) {
    if (expected.members.has(name)) continue;
    const values = { name: view.source.name, coordinate: `${expected.name}.${name}` };
    findings.push(finding('OV_SCHEMA_CONTRACT_EXTENDED', values, [placeIn(view.source, member)]));
  }
  return findings;
}

function withText(
  node: { readonly description?: { readonly value: string } | undefined } | object,
  signature: string,
): string {
  const text = 'description' in node && node.description !== undefined ? node.description.value : '';
  return `"${text}" ${signature}`;
}

function missing(view: SubgraphView, coordinate: string, type?: TypeView): Finding {
  const values = { name: view.source.name, coordinate };
  return finding('OV_SCHEMA_CONTRACT_MISSING', values, [placeIn(view.source, type?.node ?? 1)]);
}

/** The links to federation and to @access, whose imports may be more than the contract's, and the composed directive. */
function linkFindings(view: SubgraphView): Finding[] {
  const present = schemaDirectives(view.document.definitions);
  return schemaDirectives(contractDocument.definitions)
    .filter((wanted) => !present.some((found) => covers(found, wanted)))
    .map((wanted) => missing(view, print(wanted)));
}

function schemaDirectives(definitions: readonly DefinitionNode[]): ConstDirectiveNode[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
  );
}

function covers(found: ConstDirectiveNode, wanted: ConstDirectiveNode): boolean {
  if (found.name.value !== wanted.name.value) return false;
  if (wanted.name.value !== 'link') return canonical(found) === canonical(wanted);
  const imports = importsOf(found);
  return (
    stringArgument(found, 'url') === stringArgument(wanted, 'url') &&
    importsOf(wanted).every((name) => imports.includes(name))
  );
}

function importsOf(link: ConstDirectiveNode): string[] {
  const value = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  return value?.kind === Kind.LIST ? value.values.flatMap((item) => (item.kind === Kind.STRING ? item.value : [])) : [];
}

function directiveFindings(view: SubgraphView): Finding[] {
  return contractDocument.definitions.flatMap((wanted) => {
    if (wanted.kind !== Kind.DIRECTIVE_DEFINITION) return [];
    const name = wanted.name.value;
    const found = view.document.definitions.find(
      (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === name,
    );
    if (found === undefined) return [missing(view, `@${name}`)];
    const [expected, actual] = [canonical(wanted), canonical(found)];
    if (expected === actual) return [];
    const values = { name: view.source.name, coordinate: `@${name}`, expected, actual };
    return [finding('OV_SCHEMA_CONTRACT_CHANGED', values, [placeIn(view.source, found)])];
  });
}
