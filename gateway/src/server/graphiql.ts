import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { exampleQueries } from './exampleQueries.js';
import { GRAPHQL_PATH, PUBLIC_PATH } from './serveGraphql.js';

/** A page, and the script that starts its editor. */
const pageOf = (script: string): string => `<!doctype html>
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
    <script src="/graphiql/${script}"></script>
  </body>
</html>
`;

const scriptOf = ({
  path,
  tabs,
  isTokenTaken,
}: GraphiqlPage): string => `const tabs = ${JSON.stringify(tabs.map((query) => ({ query })))};
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '${path}' }),
    defaultTabs: tabs,
    isHeadersEditorEnabled: ${isTokenTaken},
    defaultEditorToolsVisibility: ${isTokenTaken ? "'headers'" : 'false'},
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

/** An editor of queries. */
interface GraphiqlPage {
  /** Where it asks. */
  readonly path: string;
  readonly script: string;
  /** The queries that it opens with. */
  readonly tabs: readonly string[];
  /** Whether it has an editor for headers. */
  readonly isTokenTaken: boolean;
}

/** Serves GraphiQL with example queries in its tabs: at `/` over the whole graph, at `/public` over what is public. */
export async function serveGraphiql(app: FastifyInstance): Promise<void> {
  const require = createRequire(import.meta.url);
  const folderOf = (name: string, folder: string) => join(dirname(require.resolve(`${name}/package.json`)), folder);
  await app.register(fastifyStatic, { root: folderOf('graphiql', '.'), serve: false });
  const { tabs, publicTabs } = exampleQueries();
  servePage(app, '/', { path: GRAPHQL_PATH, script: 'start.js', tabs, isTokenTaken: true });
  servePage(app, '/public', { path: PUBLIC_PATH, script: 'public.js', tabs: publicTabs, isTokenTaken: false });
  for (const { file, from, folder } of ASSETS) {
    const root = folderOf(from, folder);
    app.get(`/graphiql/${file}`, (_request, reply) => reply.sendFile(file, root));
  }
}

function servePage(app: FastifyInstance, url: string, page: GraphiqlPage): void {
  const [html, script] = [pageOf(page.script), scriptOf(page)];
  app.get(url, async (_request, reply) =>
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY).type('text/html; charset=utf-8').send(html),
  );
  app.get(`/graphiql/${page.script}`, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(script),
  );
}
