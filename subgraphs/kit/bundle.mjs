/**
 * Bundles a package's compiled entry (dist/index.js, or the arguments), with all that it imports, into dist/process/; to
 * be run in the package's folder. A process then loads one file instead of fifteen hundred: fourteen of them start on
 * two cores in seconds.
 */
import { readFile, rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

const outdir = resolve('dist/process');
const entries = process.argv.slice(2);

/** Modules find their files by `import.meta.url`: in the bundle it stays the place that they came from. */
const keepModuleUrls = {
  name: 'keep-module-urls',
  setup(builder) {
    builder.onLoad({ filter: /\.m?js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const place = JSON.stringify(relative(outdir, path));
      return { contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`), loader: 'js' };
    });
  },
};

/**
 * What Mercurius loads for GraphiQL and subscriptions, which no subgraph of ours offers, and Apollo Gateway for its
 * default data source, whose place ours takes.
 */
const leaveOutUnused = {
  name: 'leave-out-unused',
  setup(builder) {
    const filter = /^(@fastify\/(static|websocket)|make-fetch-happen)$/;
    builder.onResolve({ filter }, ({ path, importer }) =>
      /[\\/](mercurius|@apollo[\\/]gateway)[\\/]/.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} is not bundled'); };`,
    }));
  },
};

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: entries.length > 0 ? entries : ['dist/index.js'],
  entryNames: '[name]',
  outdir,
  bundle: true,
  // What is imported on demand (Prisma's query compiler, four megabytes) stays a file of its own, loaded on demand.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  // pg asks whether it runs at Cloudflare by way of this global; merely to look at it makes Node load its fetch.
  define: { Response: 'undefined' },
  logLevel: 'warning',
  // Loaded only to migrate a database; it reads a file that stands beside it.
  external: ['@prisma/schema-engine-wasm', 'pg-native'],
  // CommonJS modules within expect these.
  banner: {
    js: [
      "import { createRequire as onevisitRequire } from 'node:module';",
      'const require = onevisitRequire(import.meta.url);',
      'const __filename = new URL(import.meta.url).pathname;',
      "const __dirname = new URL('.', import.meta.url).pathname;",
    ].join(' '),
  },
  plugins: [keepModuleUrls, leaveOutUnused],
});
