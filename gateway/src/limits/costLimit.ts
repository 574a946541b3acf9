import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLRequestListener } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { gatewayError } from '../errors.js';
import type { GatewayContext } from '../server/GatewayContext.js';
import { type CostWeights, readCostWeights } from './costWeights.js';

import { type Cost, compileCost, evaluate } from './operationCost.js';
import type { PerRole } from './readRequestLimits.js';

/** What a request's `extensions.cost` may ask for: the figure beside the answer, or the figure instead of it. */
type CostRequest = 'report' | 'estimate';

/** What an operation costs, in objects, and what may be. */
interface CostFigures {
  readonly cost: number;
  readonly limit: number;
  readonly role: string;
}

/**
 * Refuses operations that cost more than the role of whoever asks may spend, with both figures. A request with
 * `extensions: { "cost": "report" }` gets them beside its answer, one with `"estimate"` instead of it: nothing runs.
 *
 * Each operation is compiled once: Apollo Server keeps parsed documents by their hash, and each has its costs here for as
 * long as it is kept. What is left to do for a request is arithmetic over its variables.
 */
export function costLimit(limits: PerRole): ApolloServerPlugin<GatewayContext> {
  const costs = new OperationCosts();
  const figuresOf = (context: GraphQLRequestContext<GatewayContext>): CostFigures | undefined => {
    const { document, operation, schema, request } = context;
    if (document === undefined || operation == null) return undefined;
    const { role } = context.contextValue.viewer;
    return {
      cost: evaluate(costs.of(schema, document, operation), request.variables ?? {}),
      limit: limits[role],
      role,
    };
  };
  return {
    async serverWillStart() {
      return { schemaDidLoadOrUpdate: ({ coreSupergraphSdl = '' }) => costs.weigh(readCostWeights(coreSupergraphSdl)) };
    },
    async requestDidStart(started) {
      const wish = asked(started);
      let figures: CostFigures | undefined;
      const check: GraphQLRequestListener<GatewayContext> = {
        async didResolveOperation(context) {
          figures = figuresOf(context);
          if (figures === undefined || figures.cost <= figures.limit || wish === 'estimate') return;
          throw gatewayError('OV_GATEWAY_COST', { ...figures }, { ...figures, http: { status: 400 } });
        },
      };
      if (wish === undefined) return check;
      return {
        ...check,
        async responseForOperation(context) {
          if (wish === 'report') return null;
          return { body: { kind: 'single', singleResult: { data: null } }, http: context.response.http };
        },
        async willSendResponse(context) {
          const { body } = context.response;
          if (figures === undefined || body.kind !== 'single') return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: figures };
        },
      };
    },
  };
}

function asked({ request }: GraphQLRequestContext<GatewayContext>): CostRequest | undefined {
  const wish: unknown = request.extensions?.cost;
  return wish === 'report' || wish === 'estimate' ? wish : undefined;
}

/** The compiled costs of operations, for as long as their documents are kept. */
class OperationCosts {
  #weights: CostWeights = { weights: new Map(), listSizes: new Map() };
  #compiled = new WeakMap<OperationDefinitionNode, Cost>();

  /** Takes the weights of another supergraph. */
  weigh(weights: CostWeights): void {
    this.#weights = weights;
    this.#compiled = new WeakMap();
  }

  of(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Cost {
    const known = this.#compiled.get(operation);
    if (known !== undefined) return known;
    const cost = compileCost(schema, this.#weights, document, operation);
    this.#compiled.set(operation, cost);
    return cost;
  }
}
