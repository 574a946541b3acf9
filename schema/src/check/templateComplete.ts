import { parse } from 'graphql';
import { departmentTemplate, expandTemplate, fieldOf } from '../contract.js';
import { type Finding, finding, placeIn } from '../finding.js';
import { memberSignature, typeSignature } from './canonical.js';
import { type MemberNode, type SubgraphView, type TypeView, typesOf } from './SubgraphView.js';

/**
 * Mutations that a department may lack, a group as a whole or not at all: one that draws up and reviews its plans elsewhere, does not state what it
 * does by itself, or lets no other system draft its tasks.
 */
const MAY_LACK: readonly (readonly string[])[] = [
  ['SavePlans', 'SendPlan', 'ApprovePlan', 'ReturnPlan', 'SubmitPlan', 'WithdrawPlan'],
  ['RecordOwnExecution'],
  ['ContinueTask'],
];

/**
 * A department offers every type and member of the template under its own prefix, with the same types, arguments and
 * directives. It may add members and interfaces. `PREFIXDetailsInput` follows from what a department adds, so its
 * presence is the department's affair; so are mutations that it may lack, `FIELDTaskSketch`, in whose place rosters are read, and
 * `FIELDPoolCounts`, without which nobody knows the parts of its pool.
 */
export function templateComplete(view: SubgraphView): Finding[] {
  if (view.entry === null) return [];
  const { prefix } = view.entry;
  const template = typesOf(parse(expandTemplate(departmentTemplate, prefix)).definitions);
  const field = fieldOf(prefix);
  const details = `${prefix}PoolEntryInput.details`;
  const queries = ['TaskSketch', 'PoolCounts'].map((name) => `Query.${field}${name}`);
  const optional = new Set([details, ...queries, ...lackedMutations(view, field)]);
  return [...template.values()].flatMap((expected) => {
    const actual = view.types.get(expected.name);
    if (actual === undefined) return [missing(view, expected.name)];
    const members = [...expected.members].flatMap(([name, member]) => {
      const coordinate = `${expected.name}.${name}`;
      const found = actual.members.get(name);
      if (found !== undefined) return memberFindings(view, coordinate, member, found);
      return optional.has(coordinate) ? [] : [missing(view, coordinate, actual)];
    });
    return [...signatureFindings(view, expected, actual), ...members];
  });
}

/** Mutations of groups of which the department has none. */
function lackedMutations({ types }: SubgraphView, field: string): readonly string[] {
  const members = types.get('Mutation')?.members;
  return MAY_LACK.map((group) => group.map((name) => `${field}${name}`))
    .filter((names) => !names.some((name) => members?.has(name)))
    .flatMap((names) => names.map((name) => `Mutation.${name}`));
}

function missing(view: SubgraphView, coordinate: string, type?: TypeView): Finding {
  const values = { name: view.source.name, coordinate };
  return finding('OV_SCHEMA_TEMPLATE_MISSING', values, [placeIn(view.source, type?.node ?? 1)]);
}

function signatureFindings(view: SubgraphView, expected: TypeView, actual: TypeView): Finding[] {
  const wanted = typeSignature(expected);
  const found = typeSignature(
    actual,
    [...actual.interfaces].filter((name) => expected.interfaces.has(name)),
  );
  return wanted === found ? [] : [changed(view, expected.name, wanted, found, actual.node)];
}

function memberFindings(view: SubgraphView, coordinate: string, expected: MemberNode, actual: MemberNode): Finding[] {
  const [wanted, found] = [memberSignature(expected), memberSignature(actual)];
  return wanted === found ? [] : [changed(view, coordinate, wanted, found, actual)];
}

function changed(
  view: SubgraphView,
  coordinate: string,
  wanted: string,
  found: string,
  node: Parameters<typeof placeIn>[1],
): Finding {
  const values = { name: view.source.name, coordinate, expected: `\`${wanted}\``, actual: `\`${found}\`` };
  return finding('OV_SCHEMA_TEMPLATE_CHANGED', values, [placeIn(view.source, node)]);
}
