import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  resolve: {
    conditions: ['source'],
    // Vite would load graphql's ES modules, Apollo's packages its CommonJS: one copy, as in plain Node.
    alias: [{ find: /^graphql$/, replacement: `${root}node_modules/graphql/index.js` }],
  },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'schema/src/**/*.test.ts',
      'subgraphs/*/src/**/*.test.ts',
      'gateway/src/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    globalSetup: ['tests/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
