import { type Command, Option } from 'commander';
import { parsePort } from '../terminal/parsePort.js';

/** Options of the commands that start everything. */
export interface HubCommandOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly departments?: readonly string[];
}

/** The option that says where a hub keeps its data. */
export function dataDirOption(): Option {
  return new Option('-d, --data-dir <folder>', 'keys, logs and the database').default('.onevisit');
}

/** Adds the options of a command that starts everything. */
export function withHubOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-p, --port <number>', 'port of the gateway; the subgraphs take those from 100 above it on')
        .default(4000)
        .argParser(parsePort),
    )
    .addOption(dataDirOption())
    .addOption(
      new Option(
        '--database-url <url>',
        'a PostgreSQL server to use instead of the one that comes along; its user may create databases',
      ).env('DATABASE_URL'),
    )
    .addOption(
      new Option('--departments <codes>', 'start these departments only, such as fire-rescue,water').argParser((text) =>
        text.split(',').map((code) => code.trim()),
      ),
    );
}
