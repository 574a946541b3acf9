import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Datamodel } from './postgres.js';

/** A database of one test's own. */
export interface FreshDatabase {
  readonly url: string;
  /** Drops it; connections that are still open are ended. */
  drop(): Promise<void>;
}

/** Makes a database on the run's PostgreSQL server: migrated to a package's datamodel, or wholly empty. */
export async function freshDatabase(datamodel?: Datamodel): Promise<FreshDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = datamodel === undefined ? 'template1' : inject('postgresTemplates')[datamodel];
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: `${server}/${name}`,
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
