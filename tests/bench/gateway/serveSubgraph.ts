import { buildSubgraphSchema } from '@apollo/subgraph';
import Fastify from 'fastify';
import { parse } from 'graphql';
import mercurius from 'mercurius';
import { BENCH_SUBGRAPHS, type BenchSubgraph, type BenchSubgraphName } from './citySubgraphs.js';

const KEEP_ALIVE_MS = 75_000;
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** Serves a subgraph over Mercurius, as the departments are served, but to whoever asks. */
export async function serveSubgraph(name: BenchSubgraphName): Promise<string> {
  const { sdl, resolvers }: BenchSubgraph = BENCH_SUBGRAPHS[name];
  const app = Fastify({ keepAliveTimeout: KEEP_ALIVE_MS, bodyLimit: BODY_LIMIT_BYTES });
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  await app.register(mercurius, { schema, jit: 1, graphiql: false });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}
