import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freshDatabase } from '@onevisit/tests/freshDatabase';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, schemaDrift } from './migrate.js';

const folders = {
  department: new URL('../../../department/prisma/', import.meta.url),
  'joint-inspection': new URL('../../../joint-inspection/prisma/', import.meta.url),
};

async function database(): Promise<string> {
  const fresh = await freshDatabase();
  onTestFinished(() => fresh.drop());
  return fresh.url;
}

/** A copy of the department's folder, to be changed. */
async function copiedFolder(): Promise<{ readonly url: URL; readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'onevisit-prisma-'));
  onTestFinished(() => rm(path, { recursive: true }));
  await cp(folders.department, path, { recursive: true });
  return { url: pathToFileURL(`${path}/`), path };
}

async function addMigration(path: string, name: string, sql: string): Promise<void> {
  await mkdir(join(path, 'migrations', name));
  await writeFile(join(path, 'migrations', name, 'migration.sql'), sql);
}

describe.each(Object.entries(folders))('%s', (_name, folder) => {
  it('migrates a fresh database to its datamodel, once', async () => {
    const url = await database();
    const applied = await migrate(url, folder);
    expect(applied.length).toBeGreaterThan(0);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await schemaDrift(url, folder)).toBe('');
  });
});

it('lets two migrate the same fresh database at the same time', async () => {
  const url = await database();
  const both = await Promise.all([migrate(url, folders.department), migrate(url, folders.department)]);
  expect(await migrationsOf(url)).toEqual(both.flat().sort());
  expect(await schemaDrift(url, folders.department)).toBe('');
});

it('applies what a newer version adds, and says as SQL what is not migrated yet', async () => {
  const url = await database();
  await migrate(url, folders.department);
  const { url: folder, path } = await copiedFolder();
  await addMigration(path, '20300101000000_note', 'ALTER TABLE "item" ADD COLUMN "note" TEXT;');
  expect(await migrate(url, folder)).toEqual(['20300101000000_note']);
  expect(await schemaDrift(url, folders.department)).toContain('DROP COLUMN "note"');
});

it('says what is wrong with a migration, or that the database is away', async () => {
  const { url: folder, path } = await copiedFolder();
  await addMigration(path, '20300101000000_wrong', 'ALTER TABLE "nowhere" ADD COLUMN "x" TEXT;');
  await expect(migrate(await database(), folder)).rejects.toMatchObject({
    code: 'OV_KIT_MIGRATION_FAILED',
    message: expect.stringContaining('nowhere'),
  });
  await expect(migrate('postgresql://postgres:pass-word@127.0.0.1:1/x', folders.department)).rejects.toMatchObject({
    code: 'OV_KIT_MIGRATION_FAILED',
    message: expect.stringMatching(/ECONNREFUSED(?!.*pass-word)/),
  });
});

async function migrationsOf(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name');
    return rows.map((row) => row.migration_name);
  } finally {
    await client.end();
  }
}
