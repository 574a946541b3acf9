import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { gatewayError } from '../errors.js';
import type { GatewayContext } from '../server/GatewayContext.js';

/** Answers that are kept: tools ask with few documents, and a whole schema is some megabytes of memory. */
const MOST_ANSWERS = 24;

/** Questions about the schema that are answered anew, in a minute, whoever asks. Each may take a quarter of a second. */
const NEW_ANSWERS = 20;
const MINUTE_MS = 60_000;

/**
 * Answers questions about the schema. They cost no subgraph anything, but the event loop much: a schema of a city is a
 * megabyte of JSON. So a document asks once (`__schema` or `__type`), and what was answered is kept as long as the schema
 * is served; only so many a minute are answered anew.
 *
 * Stands after what answers by an estimate.
 * @param now in milliseconds
 */
export function introspectionAnswers(now: () => number = () => performance.now()): ApolloServerPlugin<GatewayContext> {
  const asked = new WeakMap<OperationDefinitionNode, number>();
  let answers = newAnswers();
  let times: number[] = [];
  const spend = () => {
    const start = now();
    times = times.filter((time) => time > start - MINUTE_MS);
    if (times.length >= NEW_ANSWERS) {
      const seconds = Math.ceil(((times[0] ?? start) + MINUTE_MS - start) / 1_000);
      const details = { limit: NEW_ANSWERS, seconds };
      throw gatewayError('OV_GATEWAY_INTROSPECTION_RATE', details, { ...details, http: { status: 429 } });
    }
    times.push(start);
  };
  return {
    async serverWillStart() {
      return {
        schemaDidLoadOrUpdate: () => {
          answers = newAnswers();
        },
      };
    },
    async requestDidStart() {
      let known: FormattedExecutionResult | undefined;
      return {
        async didResolveOperation(context) {
          const { document, operation } = context;
          if (operation === undefined) return;
          const fields = asked.get(operation) ?? introspections(document, operation);
          asked.set(operation, fields);
          if (fields === 0) return;
          if (fields > 1) throw gatewayError('OV_GATEWAY_INTROSPECTION_TWICE', {}, { http: { status: 400 } });
          known = await answers.get(answerKey(context) ?? '');
          if (known === undefined) spend();
        },
        async responseForOperation(context) {
          const { document, operation, schema, operationName } = context;
          if (document === undefined || operation == null || (asked.get(operation) ?? 0) === 0) return null;
          const key = answerKey(context);
          if (key === undefined) return null;
          const answer = known ?? answerOf(await execute({ schema, document, operationName }));
          if (known === undefined) await answers.set(key, answer);
          return { body: { kind: 'single', singleResult: { ...answer } }, http: context.response.http };
        },
      };
    },
  };
}

function newAnswers() {
  return new InMemoryLRUCache<FormattedExecutionResult>({ maxSize: MOST_ANSWERS, sizeCalculation: () => 1 });
}

function answerOf({ data, errors }: ExecutionResult): FormattedExecutionResult {
  return errors === undefined
    ? { data: data ?? null }
    : { data: data ?? null, errors: errors.map((error) => error.toJSON()) };
}

/** How many fields `__schema` and `__type` an operation has, with the fragments of its document. */
function introspections(document: DocumentNode, operation: OperationDefinitionNode): number {
  let fields = 0;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  visit(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    {
      [Kind.FIELD]: ({ name }) => {
        if (name.value === '__schema' || name.value === '__type') fields += 1;
      },
    },
  );
  return fields;
}

/** What an answer is kept by: undefined where it depends on more than the document, or not on the schema alone. */
function answerKey({ queryHash, operationName, operation }: GraphQLRequestContext<GatewayContext>): string | undefined {
  if (operation == null || (operation.variableDefinitions ?? []).length > 0) return undefined;
  const ofSchema = operation.selectionSet.selections.every(
    (node) => node.kind === Kind.FIELD && ['__schema', '__type', '__typename'].includes(node.name.value),
  );
  return ofSchema ? JSON.stringify([queryHash, operationName]) : undefined;
}
