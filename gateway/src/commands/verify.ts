import { constants, createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { OtherRecords, RecordText, Verification } from '@onevisit/draw';
import { Command } from 'commander';

/** What is read of a file at once. */
const READ_BYTES = 1 << 18;

/** `onevisit verify`: verifies a record of a draw. */
export function verifyCommand(): Command {
  return new Command('verify')
    .summary('verify a record of a draw')
    .description(
      "Verifies a record of a draw without network or database, and says what was checked. An auditor's record, of whatever size, is recomputed as a whole; a statement, a public record, a subject's own record and amendments are checked as far as they go, and further against the other records that are given. Exits with status 1, and names the first difference, if something is wrong.",
    )
    .argument(
      '<record>',
      'the record as it was published, byte by byte (- for standard input, which is held in memory)',
    )
    .option('--statement <file>', 'the statement of the freeze, to compare with')
    .option('--public <file>', 'the public record, to compare with')
    .option('--auditors <file>', "the auditor's record, to compare with; amendments are made again on it")
    .addHelpText(
      'after',
      `
Examples:
  onevisit verify auditors-record.json --statement statement.json --public public-record.json
  onevisit verify subject-record.json --statement statement.json`,
    )
    .action(async (file: string, options: OtherRecords<string>) => {
      const { verifyRecordText } = await import('@onevisit/draw');
      const record = await textOf(file);
      const named: [kind: string, file: string][] = Object.entries(options);
      const texts = await Promise.all(named.map(async ([kind, other]) => [kind, await textOf(other)] as const));
      const verification = await verifyRecordText(record, Object.fromEntries(texts));
      process.stdout.write(await report(verification));
      if (!verification.ok) process.exitCode = 1;
    });
}

/** What people read: each check that passed, then the verdict; Chinese first. */
async function report(verification: Verification): Promise<string> {
  const { kindNames } = await import('@onevisit/draw');
  const { kind, checks } = verification;
  const name = kind === 'unknown' ? { zh: '无法识别的记录', en: 'unknown record' } : kindNames[kind];
  const lines = [`${name.zh} ${name.en}`, ...checks.map(({ zh, en }) => `  通过 passed  ${zh} · ${en}`)];
  if (verification.ok) {
    lines.push(`  SHA-256 ${verification.hash}`, '核验通过。 Verified.');
  } else {
    const { code, zh, en, against } = verification.difference;
    lines.push(`  不符 differs ${code}`, `    ${zh}`, `    ${en}`);
    if (against.length > 0) lines.push(`    相关位置 see also: ${against.join(', ')}`);
    lines.push('核验未通过。 Not verified.');
  }
  return `${lines.join('\n')}\n`;
}

/** The text of a file, read as it is verified. @throws OV_CLI_FILE_UNREADABLE, as reading does */
async function textOf(file: string): Promise<RecordText> {
  const orUnreadable = async (cause: unknown): Promise<never> => {
    const { gatewayError } = await import('../errors.js');
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw gatewayError('OV_CLI_FILE_UNREADABLE', { file, problem });
  };
  if (file === '-') return await buffer(process.stdin).catch(orUnreadable);
  await access(file, constants.R_OK).catch(orUnreadable);
  return async function* () {
    try {
      yield* createReadStream(file, { highWaterMark: READ_BYTES });
    } catch (cause) {
      await orUnreadable(cause);
    }
  };
}
