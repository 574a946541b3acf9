import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  isCompositeType,
  type OperationDefinitionNode,
} from 'graphql';
import { bytesOf, KeptByDocument } from '../documents/KeptByDocument.js';
import type { JsonObject } from '../jsonObject.js';
import { completeResponse } from './completeResponse.js';
import { inSpan } from './inSpan.js';
import { invalidValueErrors, withInvalidValuesTold } from './invalidValues.js';
import type {
  ExecutionResult,
  Executor,
  PlanNode,
  PlannedOperation,
  RequestContext,
  RequiredSelection,
} from './planTypes.js';
import { isShapeable, ObjectShape } from './ResponseShape.js';
import { runPlan } from './runPlan.js';

/** An operation that is executed here. */
interface Prepared {
  /** Client's schema for which it was planned. */
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly plan: PlanNode;
  readonly sources: PlannedOperation['serviceMap'];
  readonly shape: ObjectShape;
}

/** What an executor is told, and tells. */
export interface PlanExecutorOptions {
  /** The client's schema now: plans for another are not used any more. */
  readonly schema: () => GraphQLSchema | undefined;
  /** Told of every request whose plan is there. */
  readonly onPlan: (found: true) => void;
  /** Asked before an operation is planned that was not there yet. @returns why it is refused */
  readonly refusalOf?: (context: RequestContext) => GraphQLError | undefined;
}

/** Of plans and documents. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Executes the plans of Apollo Gateway, of operations that come again: what an answer looks like is compiled once instead
 * of being worked out for every request, which takes Apollo's executor longer than all else. It plans and executes an
 * operation's first two requests, since most that are made up come once and would push out others, and every request for what is left
 * to it: introspection, `@skip` and `@include`, plans with conditions or rewrites, variables that do not fit, traces.
 */
export class PlanExecutor {
  readonly #known = new KeptByDocument<Prepared>(MOST_BYTES);
  /** The operations of a document that have come, each with whether it came again. */
  readonly #came = new WeakMap<DocumentNode, Map<string, boolean>>();
  readonly #plans = new WeakMap<RequestContext, PlanNode>();

  /** To be told of each plan that Apollo Gateway made or took from its cache. */
  readonly learn = ({ queryPlan, requestContext, operationContext, serviceMap }: PlannedOperation): void => {
    const { node } = queryPlan;
    if (node === undefined || node.kind === 'Subscription') return;
    this.#plans.set(requestContext, node);
    const { document } = requestContext;
    const name = nameOf(requestContext);
    if (this.#came.get(document)?.get(name) !== true) return;
    const { schema, operation } = operationContext;
    const fragments = new Map(Object.entries(operationContext.fragments));
    const root = schema.getRootType(operation.operation);
    if (!root || !isRunnable(node, schema) || !isShapeable([operation, ...fragments.values()])) return;
    const shape = new ObjectShape(schema, root, [{ selectionSet: operation.selectionSet, type: root }], fragments);
    // The shape grows to about the size of the document.
    const bytes = bytesOf(node) + bytesOf(operation);
    this.#known.set(document, name, { schema, operation, plan: node, sources: serviceMap, shape }, bytes);
  };

  /** The executor to use instead of `apollo`. */
  before(apollo: Executor, { schema, onPlan, refusalOf }: PlanExecutorOptions): Executor {
    return async (context) => {
      const prepared = this.#known.get(context.document, nameOf(context));
      const isKnown = prepared !== undefined && prepared.schema === schema();
      if (!isKnown || !isOrdinary(context, prepared)) {
        const refusal = this.#comesAgain(context) ? undefined : refusalOf?.(context);
        if (refusal !== undefined) return { errors: [refusal] };
        this.#note(context);
        return withInvalidValuesTold(await apollo(context), this.#plans.get(context));
      }
      onPlan(true);
      const attributes = context.operationName === null ? {} : { 'graphql.operation.name': context.operationName };
      return inSpan('gateway.request', attributes, () => execute(context, prepared));
    };
  }

  #comesAgain(context: RequestContext): boolean {
    return this.#came.get(context.document)?.has(nameOf(context)) === true;
  }

  #note(context: RequestContext): void {
    const ofDocument = this.#came.get(context.document) ?? new Map<string, boolean>();
    this.#came.set(context.document, ofDocument);
    ofDocument.set(nameOf(context), ofDocument.has(nameOf(context)));
  }
}

async function execute(context: RequestContext, { schema, plan, sources, shape }: Prepared): Promise<ExecutionResult> {
  const data: JsonObject = {};
  const errors: GraphQLError[] = [];
  await runPlan({ schema, sources, context, data, errors }, plan);
  const completed = completeResponse(shape, data);
  if (errors.length > 0) return { errors, data: completed.data };
  if (completed.errors.length > 0) return { errors: invalidValueErrors(completed.errors, plan), data: completed.data };
  return { data: completed.data };
}

function nameOf({ request }: RequestContext): string {
  return request.operationName ?? '';
}

/** Whether a request is neither to be traced nor refused. */
function isOrdinary({ request, metrics }: RequestContext, { schema, operation }: Prepared): boolean {
  if (metrics.captureTraces === true) return false;
  const { variableDefinitions = [] } = operation;
  return getVariableValues(schema, variableDefinitions, request.variables ?? {}).errors === undefined;
}

/** Whether a plan has steps of the plainest kinds only, whose conditions are on types that clients know, too. */
function isRunnable(node: PlanNode, schema: GraphQLSchema): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.every((each) => isRunnable(each, schema));
    case 'Flatten':
      return isRunnable(node.node, schema);
    case 'Fetch': {
      const rewrites = [node.inputRewrites, node.outputRewrites, node.contextRewrites];
      return rewrites.every((each) => !each?.length) && (node.requires ?? []).every((each) => isKnown(each, schema));
    }
    default:
      return false;
  }
}

function isKnown(selection: RequiredSelection, schema: GraphQLSchema): boolean {
  const condition = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
  if (condition !== undefined && !isCompositeType(schema.getType(condition))) return false;
  return (selection.selections ?? []).every((each) => isKnown(each, schema));
}
