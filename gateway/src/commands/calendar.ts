import { extname } from 'node:path';
import { Command, Option } from 'commander';

interface ImportOptions {
  readonly number?: string;
  readonly gateway: string;
  readonly token?: string;
}

/** Names of files that hold a notice as data; any other holds its published text. */
const DATA_FILES = ['.yaml', '.yml', '.json'];

interface ExportOptions {
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly gateway: string;
  readonly token?: string;
}

/** `onevisit calendar`: yearly notices of holidays, and the calendar of an inspector's visits. */
export function calendarCommand(): Command {
  return new Command('calendar')
    .summary("yearly notices of holidays; an inspector's visits")
    .addCommand(importCommand())
    .addCommand(exportCommand());
}

function exportCommand(): Command {
  return new Command('export')
    .summary('write my visits into a calendar')
    .description(
      'Writes the visits of the inspector whose token it is, made or to be made on some days, into an iCalendar file (.ics) that calendars import; hours are those of China.',
    )
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD')
    .requiredOption('--to <day>', 'last day, YYYY-MM-DD')
    .requiredOption('--out <file>', 'where to write it')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "an inspector's token").env('ONEVISIT_TOKEN'))
    .addHelpText(
      'after',
      `
Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role inspector --department health --inspector health:inspector:W001) npx onevisit calendar export --from 2026-05-01 --to 2026-06-30 --out visits.ics`,
    )
    .action(async (options: ExportOptions) => {
      await exportVisits(options);
      process.stdout.write(`${options.out}\n`);
    });
}

async function exportVisits({ from, to, out, gateway, token }: ExportOptions): Promise<void> {
  const [z, { documentText }, { askGateway }, { writeText }] = await Promise.all([
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
    import('../record/writeWhole.js'),
  ]);
  const { myCalendar } = await askGateway(
    { gatewayUrl: gateway, token: token ?? null },
    {
      query: documentText('MyCalendar'),
      variables: { days: { first: from, last: to } },
      data: z.object({ myCalendar: z.string() }),
    },
  );
  await writeText(out, myCalendar);
}

function importCommand(): Command {
  return new Command('import')
    .summary('import a yearly notice of holidays')
    .description(
      "Imports the State Council's yearly notice of holidays (节假日安排的通知) through the gateway, as the lead; deadlines that it moves are counted anew. A file .yaml, .yml or .json holds it as data (subgraphs/rules/schemas/year-notice.schema.json), any other its text as published.",
    )
    .argument('<file>', 'the notice')
    .option('--number <number>', 'number of the document (文号), where a copy of the published text leaves it out')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a lead's token").env('ONEVISIT_TOKEN'))
    .addHelpText(
      'after',
      `
Examples:
  ONEVISIT_TOKEN=$(npx onevisit token --role lead --department market-regulation) npx onevisit calendar import 2027.yaml
  onevisit calendar import notice-2027.txt --number 国办发明电〔2026〕7号`,
    )
    .action(async (file: string, options: ImportOptions) => {
      process.stdout.write(await importNotice(file, options));
    });
}

/** @returns what was imported, for people */
async function importNotice(file: string, { number, gateway, token }: ImportOptions): Promise<string> {
  const [{ readFile }, z, { documentText }, { askGateway }, { gatewayError }] = await Promise.all([
    import('node:fs/promises'),
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
    import('../errors.js'),
  ]);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw gatewayError('OV_CLI_FILE_UNREADABLE', { file, problem });
  });
  const format = DATA_FILES.includes(extname(file).toLowerCase()) ? 'DATA' : 'PUBLISHED';
  const named = z.object({ name: z.string() });
  const notice = z.object({
    year: z.number(),
    number: z.string(),
    title: z.string(),
    holidays: z.array(named),
    worked: z.array(z.string()),
  });
  const { importYearNotice: imported } = await askGateway(
    { gatewayUrl: gateway, token: token ?? null },
    {
      query: documentText('ImportYearNotice'),
      variables: { input: { text, format, number: number ?? null } },
      data: z.object({ importYearNotice: notice }),
    },
  );
  const holidays = imported.holidays.map(({ name }) => name).join('、');
  return `${imported.year} ${imported.number} ${imported.title}\n  放假 off: ${holidays}\n  上班 worked: ${imported.worked.join(', ')}\n`;
}
