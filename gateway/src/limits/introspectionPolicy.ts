import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, Kind, visit } from 'graphql';
import { gatewayError } from '../errors.js';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { IntrospectionPolicy } from './readRequestLimits.js';

/**
 * Refuses `__schema` and `__type` to whom the policy does not allow them. Each document is looked through once.
 * `__typename` is no introspection in this sense: clients cannot do without it.
 */
export function introspectionPolicy(policy: IntrospectionPolicy): ApolloServerPlugin<GatewayContext> {
  const introspects = new WeakMap<DocumentNode, boolean>();
  return {
    async requestDidStart() {
      if (policy === 'all') return;
      return {
        async didResolveOperation({ document, contextValue }) {
          if (policy === 'signed-in' && contextValue.viewer.role !== 'public') return;
          const found = introspects.get(document) ?? readsSchema(document);
          introspects.set(document, found);
          if (found) throw gatewayError('OV_GATEWAY_INTROSPECTION', { policy }, { http: { status: 403 } });
        },
      };
    },
  };
}

function readsSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}
