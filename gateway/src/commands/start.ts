import { Command } from 'commander';
import { type HubCommandOptions, withHubOptions } from './hubOptions.js';

/** `onevisit start`: everything on this machine, without demo data. */
export function startCommand(): Command {
  return withHubOptions(new Command('start'))
    .summary('start everything on this machine')
    .description(
      'Starts PostgreSQL, every department, the joint subgraph and the gateway on this machine, and serves until Ctrl-C.\nKeys and databases are made on the first start and kept.',
    )
    .action(async (options: HubCommandOptions) => {
      const { runHub } = await import('./runHub.js');
      await runHub(options);
    });
}
