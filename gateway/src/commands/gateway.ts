import cluster from 'node:cluster';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parsePort } from '../terminal/parsePort.js';
import { serveUntilStopped } from '../terminal/serveUntilStopped.js';
import { dataDirOption } from './hubOptions.js';
import { loadSettings } from './loadSettings.js';
import { historyFolderIn } from './supergraph.js';

interface GatewayCommandOptions {
  readonly supergraph?: string;
  readonly port?: number;
  readonly host?: string;
  readonly workers: number;
  readonly open?: true;
  readonly dataDir: string;
}

/** `onevisit gateway`: the gateway alone. */
export function gatewayCommand(): Command {
  return new Command('gateway')
    .summary('run the gateway alone')
    .description(
      'Runs the gateway in this process, or in several on the same port (--workers). Options win over the environment, which wins over what the hub left in the data directory.',
    )
    .addOption(
      new Option(
        '--supergraph <file>',
        'supergraph to serve, a file or a URL, and to look at for a new one (default: the composed one of this project)',
      ).env('ONEVISIT_SUPERGRAPH'),
    )
    .addOption(new Option('-p, --port <number>', 'port (default: PORT, or 4000)').argParser(parsePort))
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1)')
    .addOption(
      new Option('--workers <number>', 'processes that serve, each on a core of its own')
        .env('ONEVISIT_GATEWAY_WORKERS')
        .argParser(parseWorkers)
        .default(1),
    )
    .option('--open', 'serve any Federation 2 supergraph to anybody: no identity, no keys, no calls vouched for')
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      `
Environment:
  ONEVISIT_KEY_FILE            the gateway's private key, an Ed25519 JWK whose kid is "gateway"
  ONEVISIT_CLIENT_JWKS         JWKS of the issuer of clients' tokens: a file, or an https URL
  ONEVISIT_CLIENT_ISSUER       their issuer (default: onevisit-development)
  SUBGRAPH_URL_<CODE>          where a subgraph answers, such as SUBGRAPH_URL_FIRE_RESCUE
  ONEVISIT_SUPERGRAPH_POLL_MS  how often to look for a new supergraph (a file: 1000, a URL: 10000)
  ONEVISIT_SUPERGRAPH_HISTORY  folder in which those that were served are kept (default: supergraphs in the data directory)
  ONEVISIT_DOCUMENTS           manifest of persisted documents (default: this project's, with its own supergraph)
  ONEVISIT_SAFELIST            true: serve nothing but the documents of the manifest
  ONEVISIT_PLAN_BUDGET_MS      longest that a persisted document may take to plan over a new supergraph (5000)
  ONEVISIT_WARM_DELAY_MS       how long after the start persisted documents are planned (0)
  ONEVISIT_RESPONSE_CACHE_BYTES  memory for answers that @cacheControl lets it keep (33554432; 0: none)
  ONEVISIT_QUERY_TIMEOUT_MS    longest call of a subgraph (15000), ONEVISIT_MUTATION_TIMEOUT_MS (120000)
  ONEVISIT_MAX_RESPONSE_BYTES  largest answer of a subgraph (16777216)
  ONEVISIT_MAX_COST            dearest operation of a role, such as public=5000,officer=50000 or all=100000
  ONEVISIT_RATE_LIMIT          requests a minute of a client, by role, likewise
  ONEVISIT_MAX_DEPTH           deepest document; likewise ONEVISIT_MAX_ALIASES, ONEVISIT_MAX_ROOT_FIELDS,
                               ONEVISIT_MAX_SELECTIONS, ONEVISIT_MAX_DIRECTIVES, ONEVISIT_MAX_TOKENS (see gateway/README.md)
  ONEVISIT_NEW_SELECTIONS      selections a minute of a client in documents that have to be planned, by role
  ONEVISIT_INTROSPECTION       who may read the schema: all, signed-in or off (all)
  ONEVISIT_TRUSTED_PROXIES     addresses of balancers whose x-forwarded-for is believed
  ONEVISIT_DRAIN_DELAY_MS      how long it goes on serving, not ready, when it is stopped (250)
  ONEVISIT_DRAIN_MS            how long requests under way may take after that (5000)
  OTEL_EXPORTER_OTLP_ENDPOINT  collector of traces, such as http://collector:4318; or OTEL_TRACES_EXPORTER=console
  LOG_LEVEL                    fatal, error, warn, info, debug, trace or silent (default: info)`,
    )
    .action(async ({ supergraph, port, host, workers, open, dataDir }: GatewayCommandOptions) => {
      if (open !== true) loadSettings(dataDir, 'gateway');
      const env = {
        ...process.env,
        ...(open === true ? { ONEVISIT_OPEN: 'true' } : { ONEVISIT_SUPERGRAPH_HISTORY: historyFolderIn(dataDir) }),
        ...(supergraph === undefined
          ? {}
          : { ONEVISIT_SUPERGRAPH: /^https?:/.test(supergraph) ? supergraph : resolve(supergraph) }),
        ...(port === undefined ? {} : { PORT: String(port) }),
        ...(host === undefined ? {} : { HOST: host }),
      };
      if (workers > 1 && cluster.isPrimary) {
        const { startWorkers } = await import('../workers/startWorkers.js');
        return serveUntilStopped(() => startWorkers(workers, env));
      }
      const { startGateway } = await import('../server/startGateway.js');
      await serveUntilStopped(() => startGateway(env));
    });
}

function parseWorkers(text: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) throw new InvalidArgumentError('Must be a number from 1 to 999.');
  return Number(text);
}
