import { type DocumentNode, GraphQLError, Kind, parse, type SelectionSetNode } from 'graphql';
import { subgraphError } from '../subgraphs/subgraphErrors.js';
import type { ExecutionResult, FetchNode, PlanNode } from './planTypes.js';

type Path = readonly (string | number)[];

/** What is told of one value that a subgraph sent, and that its type does not allow. */
interface InvalidValue {
  readonly path?: Path | undefined;
}

/**
 * Errors for values that became null, as their types do not allow what a subgraph sent: the department is named that was asked
 * for them, or all that were asked, where that cannot be told. Without errors, an answer would pass for a whole one, and be kept.
 */
export function invalidValueErrors(values: readonly InvalidValue[], plan: PlanNode | undefined): GraphQLError[] {
  const fetches = plan === undefined ? [] : fetchesOf(plan, []);
  return values.map(({ path = [] }) => {
    const names = path.filter((step) => typeof step === 'string');
    const asked = fetches.find((fetch) => brings(fetch, names));
    const services = asked === undefined ? fetches : [asked];
    const serviceName = [...new Set(services.map(({ node }) => node.serviceName))].join(', ');
    const { message, extensions } = subgraphError('SUBGRAPH_BAD_RESPONSE', serviceName);
    return new GraphQLError(message, { path: [...path], extensions: { ...extensions, serviceName } });
  });
}

/** Apollo's executor tells of such values in an extension (`valueCompletion`), where nobody looks: the same as errors. */
export function withInvalidValuesTold(result: ExecutionResult, plan: PlanNode | undefined): ExecutionResult {
  const { valueCompletion, ...extensions } = result.extensions ?? {};
  if (!Array.isArray(valueCompletion)) return result;
  const { extensions: _told, ...rest } = result;
  return {
    ...rest,
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    errors: [...(result.errors ?? []), ...invalidValueErrors(valueCompletion as InvalidValue[], plan)],
  };
}

/** A fetch, and where in the answer it works, by names. */
interface PlacedFetch {
  readonly node: FetchNode;
  readonly place: readonly string[];
}

/** The fetches of a plan, in the order in which they may run. */
function fetchesOf(node: PlanNode, place: readonly string[]): PlacedFetch[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((each) => fetchesOf(each, place));
    case 'Flatten':
      return fetchesOf(node.node, [...place, ...node.path.map(String).filter((step) => step !== '@')]);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((each) => (each === undefined ? [] : fetchesOf(each, place)));
    case 'Fetch':
      return [{ node, place }];
    default:
      return [];
  }
}

function brings({ node, place }: PlacedFetch, names: readonly string[]): boolean {
  if (place.some((step, index) => step !== names[index])) return false;
  const document = parse(node.operation, { noLocation: true });
  const within = names.slice(place.length);
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      selects(definition.selectionSet, node.requires === undefined ? within : ['_entities', ...within], document),
  );
}

function selects(set: SelectionSetNode, [name, ...deeper]: readonly string[], document: DocumentNode): boolean {
  if (name === undefined) return true;
  return set.selections.some((node) => {
    if (node.kind === Kind.FIELD) {
      if ((node.alias ?? node.name).value !== name) return false;
      return node.selectionSet === undefined ? deeper.length === 0 : selects(node.selectionSet, deeper, document);
    }
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT
        ? node
        : document.definitions.find(
            (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
          );
    return (
      fragment !== undefined &&
      'selectionSet' in fragment &&
      selects(fragment.selectionSet, [name, ...deeper], document)
    );
  });
}
