/**
 * Prints the first draft of a new migration: what a database lacks, after all migrations so far, of the datamodel in
 * the package's prisma/schema.prisma (`npm run draft-migration`, in the package's folder, after `npm run build`).
 * DATABASE_URL names an empty scratch database; it is migrated.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrate, schemaDrift } from '@onevisit/kit';

const folder = pathToFileURL(`${resolve('prisma')}/`);
const { DATABASE_URL } = process.env;

if (DATABASE_URL === undefined) {
  process.stderr.write('请将 DATABASE_URL 设为一个空的临时数据库。 Set DATABASE_URL to an empty scratch database.\n');
  process.exitCode = 1;
} else {
  await migrate(DATABASE_URL, folder);
  // The engine's timers would keep the process for another ten seconds.
  process.stdout.write(`${await schemaDrift(DATABASE_URL, folder)}\n`, () => process.exit());
}
