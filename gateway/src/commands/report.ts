import { extname } from 'node:path';
import { Command, Option } from 'commander';

interface ReportOptions {
  readonly out: string;
  readonly department?: string;
  readonly month?: string;
  readonly publish?: boolean;
  readonly gateway: string;
  readonly token?: string;
}

/** `onevisit report`: what plans came to, to be printed or as a table. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('fetch the annual report: what plans came to')
    .description(
      'Fetches what the submitted plans of a year came to (年度报告、计划执行情况), as a printable HTML file in Chinese with charts, or as a CSV table, by the ending of the file. The lead and auditors get all departments, or the one that they name; officers and leaders their own. Departments that do not answer are named.',
    )
    .argument('<year>', 'year of the plans')
    .requiredOption('--out <file>', 'where to write it: .html or .csv')
    .option('--department <code>', 'one department')
    .option('--month <month>', 'the monthly plans of a month, 1 to 12')
    .option(
      '--publish',
      'publish it first, as an edition that everybody can read and nothing changes: then that is written',
    )
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a client's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role lead --department market-regulation) npx onevisit report 2026 --out report.html
  ONEVISIT_TOKEN=$(npx onevisit token --role leader --department health) npx onevisit report 2026 --publish --out report.html`,
    )
    .action(async (year: string, options: ReportOptions) => {
      const unanswered = await writeReport(year, options);
      process.stdout.write(`${options.out}\n`);
      if (unanswered.length > 0)
        process.stderr.write(`未答复，不在其中 not in it, did not answer: ${unanswered.join(', ')}\n`);
    });
}

/** @returns codes of the departments that did not answer */
async function writeReport(
  yearText: string,
  { out, department, month, publish, gateway, token }: ReportOptions,
): Promise<readonly string[]> {
  const [z, { documentText }, { askGateway }, { gatewayError }, { writeText }] = await Promise.all([
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
    import('../errors.js'),
    import('../record/writeWhole.js'),
  ]);
  const format = extname(out).toLowerCase();
  if (format !== '.html' && format !== '.csv') throw gatewayError('OV_CLI_REPORT_FORMAT', { file: out });
  const numbers = z.object({ year: z.coerce.number().int(), month: z.coerce.number().int().nullable() });
  const period = numbers.safeParse({ year: yearText, month: month ?? null });
  if (!period.success) throw gatewayError('OV_CLI_REPORT_PERIOD', { year: yearText, month: month ?? '-' });
  const which = { ...period.data, department: department ?? null };
  const formats = { html: format === '.html', csv: format === '.csv' };
  const access = { gatewayUrl: gateway, token: token ?? null };
  const text = z.object({ html: z.string().optional(), csv: z.string().optional() });
  if (publish === true) {
    const variables = { input: which, ...formats };
    const query = documentText('PublishReport');
    const { publishReport } = await askGateway(access, { query, variables, data: z.object({ publishReport: text }) });
    await writeText(out, publishReport.html ?? publishReport.csv ?? '');
    return [];
  }
  const { executionReport: report } = await askGateway(access, {
    query: documentText('ExecutionReport'),
    variables: { ...which, ...formats },
    data: z.object({ executionReport: text.extend({ unanswered: z.array(z.string()) }) }),
  });
  await writeText(out, report.html ?? report.csv ?? '');
  return report.unanswered;
}
