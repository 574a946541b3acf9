import { Command, Option } from 'commander';
import { type RecordKindName, recordKinds } from '../record/recordKinds.js';

interface RecordCommandOptions {
  readonly kind?: RecordKindName;
  readonly subject?: string;
  readonly out: string;
  readonly gateway: string;
  readonly token?: string;
}

/** Exit status of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `onevisit record`: fetches a record of a draw. */
export function recordCommand(): Command {
  return new Command('record')
    .summary('fetch a record of a draw')
    .description(
      "Fetches a record of a draw through the gateway, piece by piece, into a file that `onevisit verify` takes, and prints its SHA-256. The statement and the public record are for everybody; the auditor's record and the amendments need an auditor's token, a subject's own record the token of that subject or an auditor's.",
    )
    .argument('<draw-id>', 'the draw, such as joint-inspection:draw:…')
    .addOption(new Option('--kind <kind>', 'which record').choices(recordKinds))
    .addOption(new Option('--subject <id>', 'the own record of this subject instead').conflicts('kind'))
    .requiredOption('--out <file>', 'where to write it; a file that is there is replaced once the record is whole')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a client's token; without one, as the public").env('ONEVISIT_TOKEN'))
    .addHelpText(
      'after',
      `
Examples:
  onevisit record joint-inspection:draw:… --kind public --out public.json
  ONEVISIT_TOKEN=$(npx onevisit token --role auditor) npx onevisit record joint-inspection:draw:… --kind auditors --out record.json
  onevisit verify record.json --public public.json`,
    )
    .action(async (drawId: string, options: RecordCommandOptions) => {
      const hash = await fetchRecord(drawId, options);
      if (hash === null) process.exitCode = INTERRUPTED;
      else process.stdout.write(`${hash}  ${options.out}\n`);
    });
}

/** @returns SHA-256 of the record, in hex; null if it was interrupted */
async function fetchRecord(
  drawId: string,
  { kind, subject, ...options }: RecordCommandOptions,
): Promise<string | null> {
  const [{ drawOutline, recordTexts }, { writeWhole }, { followRecord }, { gatewayError }] = await Promise.all([
    import('../record/recordTexts.js'),
    import('../record/writeWhole.js'),
    import('../record/followRecord.js'),
    import('../errors.js'),
  ]);
  const choice = subject === undefined ? kind && { kind } : { subject };
  if (!choice) {
    const names = recordKinds.join(', ');
    throw gatewayError('OV_CLI_OPTION', { option: '--kind', problem: `须为 ${names} 之一。 It is one of ${names}.` });
  }
  const gateway = { gatewayUrl: options.gateway, token: options.token ?? null };
  const outline = await drawOutline(gateway, drawId);
  const texts = recordTexts(gateway, drawId, choice);
  const followed = kind === 'auditors' ? followRecord(texts, outline) : texts;
  const hash = await untilInterrupted((signal) => writeWhole(options.out, followed, signal));
  if (kind === 'auditors' && hash !== null && hash !== outline.recordHash) {
    throw gatewayError('OV_CLI_RECORD_HASH', { file: options.out, hash, published: outline.recordHash ?? '' });
  }
  return hash;
}

/** What the work comes to, or null if Ctrl-C ended it. */
async function untilInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await work(stop.signal);
  } catch (cause) {
    if (stop.signal.aborted) return null;
    throw cause;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
