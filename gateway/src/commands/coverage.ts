import { setTimeout as delay } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';

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
    .summary('figures of coverage and indicators: export them, make them anew')
    .addCommand(exportCommand())
    .addCommand(rebuildCommand());
}

function exportCommand(): Command {
  return new Command('export')
    .summary('write all indicators of a year into a CSV file')
    .description(
      'Writes all indicators (指标) of a year, of the city and each department, of the year and each month, with those of the year before, into a CSV file that spreadsheets open. For officials. What a department that is away would have told is left empty, and said.',
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
  const [{ documentText }, { askGateway }, { indicatorCsv, indicatorTable }, { writeText }] = await Promise.all([
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
    import('../indicators/indicatorCsv.js'),
    import('../record/writeWhole.js'),
  ]);
  const table = await askGateway(
    { gatewayUrl: gateway, token: token ?? null },
    {
      query: documentText('IndicatorTable'),
      variables: { year },
      data: indicatorTable,
      missing: (messages) => process.stderr.write(`${[...new Set(messages)].join('\n')}\n`),
    },
  );
  await writeText(out, indicatorCsv(year, table));
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
