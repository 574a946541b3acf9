import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { gatewayError } from '../errors.js';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { PersistedDocuments } from './PersistedDocuments.js';

/**
 * Where only documents of the manifest are served, has the last word on what Apollo Server is about to execute: however a
 * request was read, its text is one of them. What resolveDocuments refuses does not come this far.
 */
export function safelist(documents: PersistedDocuments): ApolloServerPlugin<GatewayContext> {
  const check: GraphQLRequestListener<GatewayContext> = {
    didResolveOperation: async ({ queryHash }) => {
      if (documents.lists(queryHash)) return;
      throw gatewayError('OV_GATEWAY_NOT_SAFELISTED', {}, { http: { status: 403 } });
    },
  };
  return {
    async requestDidStart() {
      if (documents.isSafelist) return check;
    },
  };
}
