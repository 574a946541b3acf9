import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@onevisit/gateway';
import { migrate } from '@onevisit/kit';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

/** By package with a datamodel: the database that is migrated to it once, to be copied. */
const TEMPLATES = { department: 'template_department', 'joint-inspection': 'template_joint_inspection' } as const;

/** A package with a datamodel. */
export type Datamodel = keyof typeof TEMPLATES;

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the tests' PostgreSQL server, without a database. */
    readonly postgresUrl: string;
    /** Names of its databases to copy, each migrated to a datamodel and empty. */
    readonly postgresTemplates: Readonly<Record<Datamodel, string>>;
  }
}

/** Nothing here outlives the run, so nothing need survive a power cut. */
const VOLATILE = ['fsync', 'synchronous_commit', 'full_page_writes'];

/** One real PostgreSQL for all test files of a run; each makes databases of its own (see freshDatabase). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onevisit-tests-'));
  await chmod(dataDir, 0o755);
  const server = await startPostgres(dataDir, () => undefined);
  project.provide('postgresUrl', server.url);
  await makeTemplates(server.url);
  project.provide('postgresTemplates', TEMPLATES);
  return async () => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function makeTemplates(server: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    for (const setting of VOLATILE) await client.query(`ALTER SYSTEM SET ${setting} = off`);
    await client.query('SELECT pg_reload_conf()');
    for (const [datamodel, name] of Object.entries(TEMPLATES)) {
      await client.query(`CREATE DATABASE ${name}`);
      await migrate(`${server}/${name}`, new URL(`../subgraphs/${datamodel}/prisma/`, import.meta.url));
    }
  } finally {
    await client.end();
  }
}
