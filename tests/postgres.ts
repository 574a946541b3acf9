import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@onevisit/gateway';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the tests' PostgreSQL server, without a database. */
    readonly postgresUrl: string;
  }
}

/** One real PostgreSQL for all test files of a run; each makes databases of its own (see freshDatabase). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onevisit-tests-'));
  await chmod(dataDir, 0o755);
  const server = await startPostgres(dataDir, () => undefined);
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}
