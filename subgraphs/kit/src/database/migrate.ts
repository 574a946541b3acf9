import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Client } from 'pg';
import { kitError, reasonOf } from '../errors.js';
import { withSchemaEngine } from './schema-engine.js';

/** A folder in Prisma's own layout: `schema.prisma` and `migrations/<time>_<name>/migration.sql`. */
export type PrismaFolder = URL;

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Brings a database up to date with a package's migrations, as `prisma migrate deploy` would; a database that is up to
 * date already costs one query.
 * @returns names of the migrations that were applied
 * @throws OV_KIT_MIGRATION_FAILED
 */
export async function migrate(databaseUrl: string, folder: PrismaFolder): Promise<readonly string[]> {
  try {
    const list = await readMigrations(folder);
    const applied = await appliedMigrations(databaseUrl);
    if (list.migrationDirectories.every((migration) => applied.has(migration.path))) return [];
    return await withSchemaEngine(databaseUrl, await readDatamodel(folder), async (engine) => {
      const output = await engine.applyMigrations({ migrationsList: list, filters: NO_FILTERS });
      return output.appliedMigrationNames;
    });
  } catch (cause) {
    throw kitError('OV_KIT_MIGRATION_FAILED', { problem: reasonOf(cause) });
  }
}

/**
 * What differs between a migrated database and the package's datamodel, as SQL; empty when nothing does. To write a
 * new migration, change the datamodel and take this as its first draft.
 */
export async function schemaDrift(databaseUrl: string, folder: PrismaFolder): Promise<string> {
  const datamodel = await readDatamodel(folder);
  const file = { path: datamodel.file, content: datamodel.text };
  return await withSchemaEngine(databaseUrl, datamodel, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [file], configDir: fileURLToPath(folder) },
      to: { tag: 'schemaDatamodel', files: [file] },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: NO_FILTERS,
    } as Parameters<typeof engine.diff>[0]);
    return (stdout ?? '').replace('-- This is an empty migration.', '').trim();
  });
}

async function readDatamodel(folder: PrismaFolder): Promise<{ file: string; text: string }> {
  const url = new URL('schema.prisma', folder);
  return { file: fileURLToPath(url), text: await readFile(url, 'utf8') };
}

async function readMigrations(folder: PrismaFolder): Promise<MigrationList> {
  const base = new URL('migrations/', folder);
  const names = (await readdir(base, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return {
    baseDir: fileURLToPath(base),
    lockfile: { path: 'migration_lock.toml', content: await readFile(new URL('migration_lock.toml', base), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(new URL(`${path}/migration.sql`, base), 'utf8') },
        },
      })),
    ),
  };
}

async function appliedMigrations(databaseUrl: string): Promise<ReadonlySet<string>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const table = await client.query<{ name: string | null }>(`SELECT to_regclass('_prisma_migrations')::text AS name`);
    if (table.rows[0]?.name == null) return new Set();
    const rows = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return new Set(rows.rows.map((row) => row.migration_name));
  } finally {
    await client.end();
  }
}
