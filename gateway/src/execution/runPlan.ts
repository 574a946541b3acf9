import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { JsonObject } from '../jsonObject.js';
import { inSpan } from './inSpan.js';
import { mergeObjects, objectsAt } from './mergeObjects.js';
import type { FetchNode, PlanNode, PlannedOperation, RequestContext } from './planTypes.js';
import { representationOf } from './representationOf.js';

/** A plan being executed. */
export interface PlanRun {
  readonly schema: GraphQLSchema;
  readonly sources: PlannedOperation['serviceMap'];
  readonly context: RequestContext;
  /** Filled by the fetches. */
  readonly data: JsonObject;
  /** Filled by the fetches. */
  readonly errors: GraphQLError[];
}

type Path = readonly (string | number)[];

/** Where a part of a plan works: on objects of the answer, which stand at a path of it. */
interface Place {
  readonly path: Path;
  readonly objects: readonly JsonObject[];
}

/** Executes a plan: asks the subgraphs, and merges what they send into the run's data. Never rejects. */
export async function runPlan(run: PlanRun, node: PlanNode): Promise<void> {
  await runNode(run, node, { path: [], objects: [run.data] });
}

async function runNode(run: PlanRun, node: PlanNode, place: Place): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const each of node.nodes) await runNode(run, each, place);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((each) => runNode(run, each, place)));
      return;
    case 'Flatten': {
      const objects = objectsAt(place.objects, node.path);
      if (objects.length > 0) await runNode(run, node.node, { path: [...place.path, ...node.path], objects });
      return;
    }
    case 'Fetch':
      await inSpan('gateway.fetch', { service: node.serviceName }, () => fetchNode(run, node, place)).catch(
        (cause: unknown) => {
          run.errors.push(new GraphQLError(String(cause), { originalError: cause instanceof Error ? cause : null }));
        },
      );
      return;
    default:
      // `isRunnable` lets no other through.
      throw new Error(`plan with ${node.kind}`);
  }
}

async function fetchNode(run: PlanRun, node: FetchNode, place: Place): Promise<void> {
  if (node.requires === undefined) {
    const data = await send(run, node, place, variablesOf(run, node));
    if (data) for (const object of place.objects) mergeObjects(object, data);
    return;
  }
  const completed: JsonObject[] = [];
  const representations: JsonObject[] = [];
  for (const object of place.objects) {
    const representation = representationOf(run.schema, object, node.requires);
    if (!representation?.__typename) continue;
    completed.push(object);
    representations.push(representation);
  }
  if (representations.length === 0) return;
  const data = await send(run, node, place, { ...variablesOf(run, node), representations });
  // That there are as many as were asked for is the data source's to see to.
  const entities = (data?._entities ?? []) as (JsonObject | null)[];
  for (const [index, object] of completed.entries()) {
    const entity = entities[index];
    if (!entity) continue;
    entity.__typename ??= object.__typename;
    mergeObjects(object, entity);
  }
}

function variablesOf({ context }: PlanRun, node: FetchNode): JsonObject {
  const given = context.request.variables;
  const variables: JsonObject = {};
  for (const name of node.variableUsages ?? []) {
    if (given && Object.hasOwn(given, name) && given[name] !== undefined) variables[name] = given[name];
  }
  return variables;
}

async function send(run: PlanRun, node: FetchNode, { path }: Place, variables: JsonObject): Promise<JsonObject | null> {
  const { context, sources } = run;
  const source = sources[node.serviceName];
  if (source === undefined) throw new Error(`no data source for ${node.serviceName}`);
  const { data, errors } = await source.process({
    kind: 'incoming operation',
    request: { query: node.operation, variables, operationName: node.operationName },
    incomingRequestContext: context,
    context: context.context,
    document: node.operationDocumentNode,
    pathInIncomingRequest: [...path],
  } as Parameters<typeof source.process>[0]);
  for (const error of errors ?? []) run.errors.push(clientError(error, node, path));
  return (data as JsonObject | null | undefined) ?? null;
}

/** A subgraph's error, at its place in the client's answer. */
function clientError({ message, path, extensions }: GraphQLFormattedError, node: FetchNode, place: Path): GraphQLError {
  const within = node.requires !== undefined && typeof path?.[1] === 'number' ? path.slice(2) : path;
  return new GraphQLError(message, {
    ...(within === undefined ? {} : { path: [...place, ...within] }),
    extensions: { ...extensions, serviceName: node.serviceName },
  });
}
