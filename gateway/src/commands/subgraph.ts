import { Command } from 'commander';
import { serveUntilStopped } from '../terminal/serveUntilStopped.js';
import { dataDirOption } from './hubOptions.js';
import { loadSettings } from './loadSettings.js';

/** `onevisit subgraph <code>`: one subgraph alone. */
export function subgraphCommand(): Command {
  return new Command('subgraph')
    .summary('run one subgraph alone')
    .description(
      'Runs one department, or joint-inspection, in this process. The environment wins over what the hub left in the data directory.',
    )
    .argument('<code>', "the department's code in the register, or joint-inspection")
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      `
Environment:
  PORT, HOST             where to listen
  DATABASE_URL           its PostgreSQL database
  ONEVISIT_KEY_FILE      its private key, an Ed25519 JWK whose kid is its code
  ONEVISIT_TRUSTED_KEYS  JWKS file with the public keys of the gateway and the joint subgraph
  SUBGRAPH_URL_<CODE>    where another subgraph answers
  LOG_LEVEL              fatal, error, warn, info, debug, trace or silent`,
    )
    .action(async (code: string, { dataDir }: { readonly dataDir: string }) => {
      loadSettings(dataDir, code);
      const { loadSubgraphPackage } = await import('./subgraphPackage.js');
      const subgraph = await loadSubgraphPackage(code, 'bundle');
      await serveUntilStopped(() => subgraph.start(process.env));
    });
}
