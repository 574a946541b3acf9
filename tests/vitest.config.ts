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
    // Two cores: more workers than that only wait for each other.
    maxWorkers: 2,
    // The files of a project share two processes: each process loads Mercurius, Prisma and Apollo once, not once a file.
    isolate: false,
    // So nothing that one file puts in place may stay for the next.
    restoreMocks: true,
    unstubEnvs: true,
    // A bound for what never ends: nothing is asserted of how long anything takes.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes in milliseconds, but for a busy machine.
    expect: { poll: { timeout: 40_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: [
            'schema/src/**/*.test.ts',
            'subgraphs/*/src/**/*.test.ts',
            'gateway/src/**/*.test.ts',
            'tests/conformance/**/*.test.ts',
          ],
          globalSetup: ['tests/postgres.ts', 'tests/engineFile.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts', 'tests/bench/**/*.test.ts'],
          globalSetup: ['tests/e2e/city.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      // Over real processes, too, but without a city.
      { extends: true, test: { name: 'faults', include: ['tests/faults/**/*.test.ts'] } },
    ],
  },
});
