import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { parsePort } from '../terminal/parsePort.js';
import { serveUntilStopped } from '../terminal/serveUntilStopped.js';
import { dataDirOption } from './hubOptions.js';
import { loadSettings } from './loadSettings.js';

interface GatewayCommandOptions {
  readonly supergraph?: string;
  readonly port?: number;
  readonly host?: string;
  readonly dataDir: string;
}

/** `onevisit gateway`: the gateway alone. */
export function gatewayCommand(): Command {
  return new Command('gateway')
    .summary('run the gateway alone')
    .description(
      'Runs the gateway in this process. Options win over the environment, which wins over what the hub left in the data directory.',
    )
    .addOption(
      new Option('--supergraph <file>', 'supergraph to serve (default: the composed one of this project)').env(
        'ONEVISIT_SUPERGRAPH',
      ),
    )
    .addOption(new Option('-p, --port <number>', 'port (default: PORT, or 4000)').argParser(parsePort))
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1)')
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      `
Environment:
  ONEVISIT_KEY_FILE            the gateway's private key, an Ed25519 JWK whose kid is "gateway"
  ONEVISIT_CLIENT_JWKS         JWKS of the issuer of clients' tokens: a file, or an https URL
  ONEVISIT_CLIENT_ISSUER       their issuer (default: onevisit-development)
  SUBGRAPH_URL_<CODE>          where a subgraph answers, such as SUBGRAPH_URL_FIRE_RESCUE
  ONEVISIT_QUERY_TIMEOUT_MS    longest call of a subgraph (15000), ONEVISIT_MUTATION_TIMEOUT_MS (120000)
  ONEVISIT_MAX_RESPONSE_BYTES  largest answer of a subgraph (16777216)
  LOG_LEVEL                    fatal, error, warn, info, debug, trace or silent (default: info)`,
    )
    .action(async ({ supergraph, port, host, dataDir }: GatewayCommandOptions) => {
      loadSettings(dataDir, 'gateway');
      const { startGateway } = await import('../server/startGateway.js');
      const env = {
        ...process.env,
        ...(supergraph === undefined ? {} : { ONEVISIT_SUPERGRAPH: resolve(supergraph) }),
        ...(port === undefined ? {} : { PORT: String(port) }),
        ...(host === undefined ? {} : { HOST: host }),
      };
      await serveUntilStopped(() => startGateway(env));
    });
}
