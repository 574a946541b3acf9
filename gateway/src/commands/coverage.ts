import { setTimeout as delay } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ItemFinding, ItemFindingsPage } from '../indicators/indicatorCsv.js';

interface ExportOptions {
  readonly year: number;
  readonly out: string;
  readonly gateway: string;
  readonly token?: string;
}

type RebuildOptions = Pick<ExportOptions, 'gateway' | 'token'>;

/** How often it is asked whether a rebuild has ended. */
const LOOK_EVERY_MS = 1_000;

/** `onevisit coverage`: the figures of coverage and indicators. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .summary('figures of coverage and indicators: export them, count the lists that they are over, make them anew')
    .addCommand(exportCommand())
    .addCommand(snapshotCommand())
    .addCommand(rebuildCommand());
}

function exportCommand(): Command {
  return new Command('export')
    .summary('write all indicators of a year into a CSV file')
    .description(
      'Writes all indicators (指标) of a year, of the city and each department, of the year and each month, division and credit class, with those of the year before, what they mean and where they come from; how often doors were entered; and what was found at each item, into a CSV file that spreadsheets open. For officials: credit classes are internal. What a department that is away would have told is left empty, and said.',
    )
    .addOption(new Option('--year <year>', 'the year').argParser(yearOf).makeOptionMandatory())
    .requiredOption('--out <file>', 'where to write it')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "an official's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role lead --department market-regulation) npx onevisit coverage export --year 2026 --out indicators.csv`,
    )
    .action(async (options: ExportOptions) => {
      await exportIndicators(options);
      process.stdout.write(`${options.out}\n`);
    });
}

function snapshotCommand(): Command {
  return new Command('snapshot')
    .summary('have departments count their lists, and keep that as of today')
    .description(
      'Has all departments count their items, pools and inspectors, and keeps that as of today (部门名录计数): what is reached of their lists is told over it, also once today is past. The joint subgraph does so once a day by itself. For the lead and auditors. Ends with 1 if a department did not answer.',
    )
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a lead's or auditor's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role auditor) npx onevisit coverage snapshot`,
    )
    .action(async (options: RebuildOptions) => {
      const { on, counted, unanswered } = await countLists(options);
      const named = (codes: readonly { readonly id: string }[]) => codes.map(({ id }) => id).join(', ');
      process.stdout.write(`${on}: ${named(counted)}\n`);
      if (unanswered.length === 0) return;
      process.stderr.write(`未答复 no answer: ${named(unanswered)}\n`);
      process.exitCode = 1;
    });
}

function rebuildCommand(): Command {
  return new Command('rebuild')
    .summary('make all figures anew from the ledger')
    .description(
      'Makes all figures of coverage and indicators anew from the ledger, and waits until that is done, whichever process does it; until then, and if it fails, the old ones are shown. For the lead and auditors.',
    )
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a lead's or auditor's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role auditor) npx onevisit coverage rebuild`,
    )
    .action(async (options: RebuildOptions) => {
      const { seq, rebuiltAt } = await rebuild(options);
      process.stdout.write(`台账 ledger: ${seq}\n重建于 rebuilt at: ${rebuiltAt}\n`);
    });
}

async function exportIndicators({ year, out, gateway, token }: ExportOptions): Promise<void> {
  const [{ documentText }, { askGateway }, { indicatorCsv, indicatorTable, itemFindings }, { writeText }] =
    await Promise.all([
      import('@onevisit/schema'),
      import('../record/askGateway.js'),
      import('../indicators/indicatorCsv.js'),
      import('../record/writeWhole.js'),
    ]);
  const access = { gatewayUrl: gateway, token: token ?? null };
  const said = new Set<string>();
  const missing = (messages: readonly string[]): void => {
    for (const message of messages) said.add(message);
  };
  const query = documentText('IndicatorTable');
  const table = await askGateway(access, { query, variables: { year }, data: indicatorTable, missing });
  const items: ItemFinding[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const asked = { query: documentText('ItemFindings'), variables: { year, after }, data: itemFindings, missing };
    const page: ItemFindingsPage = (await askGateway(access, asked)).indicators.items;
    items.push(...page.nodes);
    ({ endCursor: after, hasNextPage: more } = page.pageInfo);
  }
  if (said.size > 0) process.stderr.write(`${[...said].join('\n')}\n`);
  await writeText(out, indicatorCsv(year, table, items));
}

/** Has departments count their lists. @throws what `askGateway` throws */
async function countLists({ gateway, token }: RebuildOptions) {
  const [z, { documentText }, { askGateway }] = await Promise.all([
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
  ]);
  const codes = z.array(z.object({ id: z.string() }));
  const data = z.object({ countLists: z.object({ on: z.string(), counted: codes, unanswered: codes }) });
  const access = { gatewayUrl: gateway, token: token ?? null };
  return (await askGateway(access, { query: documentText('CountLists'), variables: {}, data })).countLists;
}

/** Has figures made anew. @throws OV_CLI_REBUILD_FAILED, and what `askGateway` throws */
async function rebuild({ gateway, token }: RebuildOptions) {
  const [z, { documentText }, { askGateway }, { gatewayError }] = await Promise.all([
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
    import('../errors.js'),
  ]);
  const access = { gatewayUrl: gateway, token: token ?? null };
  const ended = z.object({ seq: z.number(), error: z.string().nullable() });
  const state = z.object({
    seq: z.number(),
    rebuiltAt: z.string().nullable(),
    rebuilding: z.boolean(),
    rebuild: ended.nullable(),
  });
  const begun = z.object({ rebuildCoverage: state });
  await askGateway(access, { query: documentText('RebuildCoverage'), variables: {}, data: begun });
  const question = { query: documentText('CoverageState'), variables: {}, data: z.object({ coverageState: state }) };
  for (;;) {
    const { coverageState } = await askGateway(access, question);
    const { rebuilding, rebuild: last } = coverageState;
    if (!rebuilding && last?.error != null)
      throw gatewayError('OV_CLI_REBUILD_FAILED', { error: last.error, seq: last.seq });
    if (!rebuilding) return coverageState;
    await delay(LOOK_EVERY_MS);
  }
}

function yearOf(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('Must be a year, such as 2026.');
  return Number(text);
}
