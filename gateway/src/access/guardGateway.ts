import type { ApolloServerOptions } from '@apollo/server';
import { type GraphQLSchema, getOperationAST } from 'graphql';
import type { GatewayContext } from '../server/GatewayContext.js';
import { type AccessRules, readAccessRules } from './AccessRules.js';
import { fillForbidden } from './fillForbidden.js';
import { accessClassOf, PermittedDocuments } from './permittedDocument.js';

/** What Apollo Server takes for a gateway. */
export type Gateway = NonNullable<
  Extract<ApolloServerOptions<GatewayContext>, { readonly gateway: unknown }>['gateway']
>;

type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/**
 * Enforces the composed `@access` before anything is planned: fields that the viewer may not read are taken out of the
 * document, no subgraph is asked for them, and the answer has null and OV_KIT_FORBIDDEN in their places, as if the
 * subgraph had refused them. It uses the subgraphs' own rule (kit/access), and they enforce it again, on every row.
 */
export function guardGateway(gateway: Gateway): Gateway {
  const rules = new WeakMap<GraphQLSchema, AccessRules>();
  const documents = new PermittedDocuments();
  return {
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate((context) => {
        rules.set(context.apiSchema, readAccessRules(context.coreSupergraphSdl));
        callback(context);
      }),
    async load(options) {
      const { executor } = await gateway.load(options);
      if (executor === null) return { executor };
      const ruleOf = (schema: GraphQLSchema) => rules.get(schema) ?? new Map();
      return { executor: (context) => executePermitted(executor, context, ruleOf(context.schema), documents) };
    },
    stop: () => gateway.stop(),
  };
}

async function executePermitted(
  executor: Executor,
  context: Parameters<Executor>[0],
  rules: AccessRules,
  documents: PermittedDocuments,
): ReturnType<Executor> {
  const { schema, document, operation, queryHash } = context;
  const { viewer } = context.context as GatewayContext;
  const permitted = documents.of(schema, rules, document, viewer);
  if (permitted === undefined) return await executor(context);
  const result = await executor({
    ...context,
    document: permitted.document,
    operation: getOperationAST(permitted.document, context.request.operationName) ?? operation,
    // Plans are kept by hash and operation name: another document needs another hash.
    queryHash: `${queryHash} ${accessClassOf(viewer)}`,
  });
  const { data, errors } = result;
  if (data == null) return result;
  const { mark } = permitted;
  return { ...result, ...fillForbidden({ data, errors }, { schema, rules, viewer, document, operation, mark }) };
}
