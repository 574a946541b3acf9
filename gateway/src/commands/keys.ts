import { Command } from 'commander';
import { dataDirOption } from './hubOptions.js';

interface KeysOptions {
  readonly dataDir: string;
}

/** `onevisit keys`: exchanges the keys of a data directory while everything runs. */
export function keysCommand(): Command {
  return new Command('keys')
    .summary('exchange keys of processes and of the token issuer')
    .description(
      'Exchanges keys while processes run: they read their key files again by themselves. A process signs with its new key\na second after `rotate`; what its old key has signed is good until `retire`.',
    )
    .addCommand(rotateCommand())
    .addCommand(retireCommand())
    .addHelpText(
      'after',
      `
Examples:
  onevisit keys rotate gateway            a new key for the gateway; the old one stays trusted
  onevisit keys rotate clients            a new key for development tokens; tokens that are out stay good
  onevisit keys retire                    a minute later (clients: once their tokens are over): old keys are refused`,
    );
}

function rotateCommand(): Command {
  return new Command('rotate')
    .summary('give processes new keys; the old ones stay trusted')
    .argument('<process...>', 'gateway, clients (the issuer of development tokens), or codes of subgraphs')
    .addOption(dataDirOption())
    .action(async (names: readonly string[], { dataDir }: KeysOptions) => {
      const { rotateKeys } = await import('../hub/keys.js');
      for (const kid of await rotateKeys(dataDir, names, new Date())) {
        process.stdout.write(`新密钥 new key: ${kid}\n`);
      }
    });
}

function retireCommand(): Command {
  return new Command('retire')
    .summary('refuse what old keys have signed')
    .addOption(dataDirOption())
    .action(async ({ dataDir }: KeysOptions) => {
      const { retireKeys } = await import('../hub/keys.js');
      const retired = await retireKeys(dataDir);
      for (const kid of retired) process.stdout.write(`已停用 retired: ${kid}\n`);
      if (retired.length === 0) process.stdout.write('没有旧密钥。 There are no old keys.\n');
    });
}
