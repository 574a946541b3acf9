import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { exampleQueries } from './exampleQueries.js';

const PAGE = `<!doctype html>
<html lang="zh">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>OneVisit · GraphiQL</title>
    <link rel="stylesheet" href="/graphiql/graphiql.min.css">
    <style>body { margin: 0 } #graphiql { height: 100dvh }</style>
  </head>
  <body>
    <div id="graphiql">Loading… 正在加载…</div>
    <script src="/graphiql/react.production.min.js"></script>
    <script src="/graphiql/react-dom.production.min.js"></script>
    <script src="/graphiql/graphiql.min.js"></script>
    <script src="/graphiql/start.js"></script>
  </body>
</html>
`;

const startScript = (): string => `const tabs = ${JSON.stringify(exampleQueries().map((query) => ({ query })))};
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultTabs: tabs,
    isHeadersEditorEnabled: true,
    defaultEditorToolsVisibility: 'headers',
    shouldPersistHeaders: false,
  }),
);
`;

/** Everything comes from this server: the networks of its users are often closed. Editors set styles of their own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
].join('; ');

const ASSETS: readonly { readonly file: string; readonly from: string; readonly folder: string }[] = [
  { file: 'graphiql.min.js', from: 'graphiql', folder: '.' },
  { file: 'graphiql.min.css', from: 'graphiql', folder: '.' },
  { file: 'react.production.min.js', from: 'react', folder: 'umd' },
  { file: 'react-dom.production.min.js', from: 'react-dom', folder: 'umd' },
];

/** Serves GraphiQL at `/`, with example queries in its tabs and an editor for headers (for a token). */
export async function serveGraphiql(app: FastifyInstance): Promise<void> {
  const require = createRequire(import.meta.url);
  const folderOf = (name: string, folder: string) => join(dirname(require.resolve(`${name}/package.json`)), folder);
  await app.register(fastifyStatic, { root: folderOf('graphiql', '.'), serve: false });
  app.get('/', async (_request, reply) =>
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY).type('text/html; charset=utf-8').send(PAGE),
  );
  const start = startScript();
  app.get('/graphiql/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  for (const { file, from, folder } of ASSETS) {
    const root = folderOf(from, folder);
    app.get(`/graphiql/${file}`, (_request, reply) => reply.sendFile(file, root));
  }
}
