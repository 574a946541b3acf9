import { Command } from 'commander';
import { serveUntilStopped } from '../terminal/serveUntilStopped.js';
import { dataDirOption } from './hubOptions.js';

/**
 * `onevisit postgres`: how the hub runs PostgreSQL. A process of its own, because PostgreSQL itself would outlive a hub
 * that is killed.
 */
export function postgresCommand(): Command {
  return new Command('postgres')
    .summary('run the PostgreSQL that comes along (the hub does this)')
    .addOption(dataDirOption())
    .action(async ({ dataDir }: { readonly dataDir: string }) => {
      const { startPostgres } = await import('../hub/postgres/startPostgres.js');
      await serveUntilStopped(() => startPostgres(dataDir));
    });
}
