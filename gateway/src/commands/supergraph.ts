import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { dataDirOption } from './hubOptions.js';
import { loadSettings } from './loadSettings.js';

interface SupergraphOptions {
  readonly dataDir: string;
  readonly supergraph?: string;
}

interface CheckOptions {
  readonly documents?: string;
}

/** `onevisit supergraph`: what gateways serve, and served. */
export function supergraphCommand(): Command {
  return new Command('supergraph')
    .summary('check supergraphs, list those that were served, go back to one')
    .addCommand(historyCommand())
    .addCommand(rollbackCommand())
    .addCommand(checkCommand());
}

function historyCommand(): Command {
  return new Command('history')
    .summary('list the supergraphs that the gateway has taken up, the newest first')
    .addOption(dataDirOption())
    .addOption(supergraphOption())
    .action(async (options: SupergraphOptions) => {
      const { folder, place } = await placesOf(options);
      const { historyTable } = await import('../supergraph/rollback.js');
      process.stdout.write(await historyTable(folder, place));
    });
}

function rollbackCommand(): Command {
  return new Command('rollback')
    .summary('go back to a supergraph that was served before')
    .description(
      'Puts a supergraph of the history in the place of the file that gateways watch; each takes it up by itself, after its check. See /readyz of a gateway for what it serves.',
    )
    .argument('[digest]', 'the beginning of its digest (default: the newest that is not in the file now)')
    .addOption(dataDirOption())
    .addOption(supergraphOption())
    .action(async (digest: string | undefined, options: SupergraphOptions) => {
      const { folder, place } = await placesOf(options);
      const { rollback } = await import('../supergraph/rollback.js');
      const entry = await rollback(folder, place, digest);
      process.stdout.write(`${place}: ${entry.digest.slice(0, 12)} (${entry.since})\n`);
    });
}

function checkCommand(): Command {
  return new Command('check')
    .summary('check a supergraph as a gateway does before it takes it up')
    .argument('<file>', 'the supergraph, or its URL')
    .option('--documents <file>', 'manifest of the persisted documents that must fit it')
    .action(async (place: string, { documents }: CheckOptions) => {
      const { checkOnce } = await import('../supergraph/checkOnce.js');
      const { subgraphs, plans } = await checkOnce(place, documents, process.env);
      process.stdout.write(`${place}: 检查通过。 No findings. ${subgraphs} subgraphs, ${plans} documents planned.\n`);
    });
}

function supergraphOption(): Option {
  return new Option('--supergraph <file>', 'the file that gateways watch (default: the composed one of this project)');
}

async function placesOf({ dataDir, supergraph }: SupergraphOptions): Promise<{ folder: string; place: string }> {
  loadSettings(dataDir, 'gateway');
  const { readSupergraphSettings } = await import('../supergraph/readSupergraphSettings.js');
  const { place } = readSupergraphSettings(process.env);
  return { folder: historyFolderIn(dataDir), place: supergraph === undefined ? place : resolve(supergraph) };
}

/** Where a gateway keeps the supergraphs that it has taken up, unless it is told another folder. */
export function historyFolderIn(dataDir: string): string {
  return process.env.ONEVISIT_SUPERGRAPH_HISTORY ?? resolve(dataDir, 'supergraphs');
}
