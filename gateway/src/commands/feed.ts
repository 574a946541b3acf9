import { Command, Option } from 'commander';
import type { FeedFormat } from '../feed/feedTexts.js';

interface FeedOptions {
  readonly format: FeedFormat;
  readonly out: string;
  readonly after?: string;
  readonly department?: string;
  readonly state?: string;
  readonly gateway: string;
  readonly token?: string;
}

/** Exit status of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `onevisit feed`: what was disclosed, for a credit publicity system. */
export function feedCommand(): Command {
  return new Command('feed')
    .summary('fetch what was disclosed, for a credit publicity system')
    .description(
      'Fetches what departments have disclosed (信用公示) through the gateway, page by page, into a file: results under the names of their subjects, decisions on penalties, and corrections as further versions. Prints the cursor after which the next fetch goes on; a fetch that is cut short leaves a whole file with what came, and its cursor. For the lead and auditors all records, for officers and leaders their own department’s. What the publicity system answers is kept by the mutation acknowledgeDisclosures.',
    )
    .addOption(new Option('--format <format>', 'form of the file').choices(['csv', 'json']).default('json'))
    .requiredOption('--out <file>', 'where to write it; a file that is there is replaced')
    .option('--after <cursor>', 'only what comes after this place')
    .option('--department <code>', 'only what this department disclosed')
    .addOption(
      new Option('--state <state>', 'only what stands so with the publicity system').choices([
        'PENDING',
        'SENT',
        'ACCEPTED',
        'REFUSED',
      ]),
    )
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a client's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Examples:
  export ONEVISIT_TOKEN=$(npx onevisit token --role lead --department market-regulation)
  onevisit feed --format csv --out records.csv
  onevisit feed --after CURSOR --out more.json`,
    )
    .action(fetchFeed);
}

async function fetchFeed({ format, out, gateway, token, after, ...filter }: FeedOptions): Promise<void> {
  const [{ writeFeed }, { gatewayError }, { reasonOf }] = await Promise.all([
    import('../feed/writeFeed.js'),
    import('../errors.js'),
    import('@onevisit/kit/errors'),
  ]);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const access = { gatewayUrl: gateway, token: token ?? null };
    const written = await writeFeed(access, { after: after ?? null, ...filter }, { format, out }, stop.signal);
    const { count, cursor, cut } = written;
    if (cut !== null) {
      const values = { file: out, count, cursor: cursor ?? '', problem: reasonOf(cut) };
      throw gatewayError('OV_CLI_FEED_CUT', values);
    }
    process.stdout.write(`${out}  ${count}  ${cursor ?? ''}\n`);
    if (stop.signal.aborted) process.exitCode = INTERRUPTED;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
