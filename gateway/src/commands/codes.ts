import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';

interface LoadOptions {
  readonly gateway: string;
  readonly token?: string;
}

/** `onevisit codes`: result codes of systems, and what they map to. */
export function codesCommand(): Command {
  return new Command('codes')
    .summary('check and load the result codes of a system')
    .description(
      'Checks and loads result codes (检查结果代码): what a system calls results, in one version, and what each code maps to in the national list. The format: subgraphs/rules/result-codes/README.md.',
    )
    .addCommand(checkCommand())
    .addCommand(loadCommand())
    .addHelpText(
      'after',
      `
Examples:
  onevisit codes check our-city.yaml
  ONEVISIT_TOKEN=$(npx onevisit token --role lead --department market-regulation) npx onevisit codes load our-city.yaml`,
    );
}

function checkCommand(): Command {
  return new Command('check')
    .summary('check a file, without network or database')
    .description(
      'Checks a file of result codes; names every row that is wrong by line and column, and exits with 1 then.',
    )
    .argument('<file>', 'the file, YAML or JSON')
    .action(async (file: string) => {
      const { readResultCodes } = await import('@onevisit/rules');
      const { codeSystem, version, title, codes } = readResultCodes(await textOf(file), file);
      process.stdout.write(shown({ id: `${codeSystem}@${version}`, title, codes }));
    });
}

function loadCommand(): Command {
  return new Command('load')
    .summary('load a file through the gateway')
    .description(
      'Loads a file of result codes through the gateway: the lead for the city, an officer for their department. A version never changes once it is loaded.',
    )
    .argument('<file>', 'the file, YAML or JSON')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(
      new Option('--token <token>', "a lead's or an officer's token").env('ONEVISIT_TOKEN').makeOptionMandatory(),
    )
    .action(async (file: string, options: LoadOptions) => {
      process.stdout.write(await loadCodes(file, options));
    });
}

/** @returns what was loaded, for people */
async function loadCodes(file: string, { gateway, token }: LoadOptions): Promise<string> {
  const [z, { documentText }, { askGateway }] = await Promise.all([
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
  ]);
  const code = z.object({
    code: z.string(),
    text: z.string(),
    result: z.string().nullable(),
    status: z.string().nullable(),
  });
  const loaded = z.object({
    id: z.string(),
    title: z.object({ zh: z.string(), en: z.string() }),
    codes: z.array(code),
  });
  const { loadResultCodes } = await askGateway(
    { gatewayUrl: gateway, token: token ?? null },
    {
      query: documentText('LoadResultCodes'),
      variables: { input: { text: await textOf(file), fileName: basename(file) } },
      data: z.object({ loadResultCodes: loaded }),
    },
  );
  return shown(loadResultCodes);
}

interface ShownCodes {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly codes: readonly {
    readonly code: string;
    readonly text: string;
    readonly result?: string | null | undefined;
    readonly status?: string | null | undefined;
  }[];
}

/** A system and its codes, a line each: what it maps to, or why it is no result. */
function shown({ id, title, codes }: ShownCodes): string {
  const lines = codes.map(({ code, text, result, status }) => {
    const meaning = result ?? (status == null ? '无对应 unmapped' : `主体状态 status ${status}`);
    return `  ${code}${code === text ? '' : `  ${text}`}  →  ${meaning}`;
  });
  return `${[`${id}  ${title.zh} ${title.en}`, ...lines].join('\n')}\n`;
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(async (cause: unknown) => {
    const { gatewayError } = await import('../errors.js');
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw gatewayError('OV_CLI_FILE_UNREADABLE', { file, problem });
  });
}
