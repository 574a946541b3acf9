import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';

/**
 * Takes over what the hub last told the process of that name, unless the environment already says it: so that one process
 * can be started by hand beside, or in place of, those of the hub.
 */
export function loadSettings(dataDir: string, name: string): void {
  const file = resolve(dataDir, 'run', `${name}.env`);
  if (process.env.ONEVISIT_KEY_FILE === undefined && existsSync(file)) loadEnvFile(file);
}
