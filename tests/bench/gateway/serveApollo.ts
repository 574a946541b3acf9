import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';

/** Serves a supergraph with Apollo Gateway as it comes: its default data source, behind the HTTP server that ours has. */
export async function serveApollo({ supergraphSdl }: { readonly supergraphSdl: string }): Promise<string> {
  const app = Fastify();
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
  await server.start();
  app.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/graphql', handler: fastifyApolloHandler(server) });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}
