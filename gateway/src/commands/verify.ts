import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { OtherRecords, Verification } from '@onevisit/draw';
import { Command } from 'commander';

/** `onevisit verify`: verifies a record of a draw. */
export function verifyCommand(): Command {
  return new Command('verify')
    .summary('verify a record of a draw')
    .description(
      "Verifies a record of a draw without network or database, and says what was checked. An auditor's record is recomputed as a whole; a statement, a public record, a subject's own record and amendments are checked as far as they go, and further against the other records that are given. Exits with status 1, and names the first difference, if something is wrong.",
    )
    .argument('<record>', 'the record as it was published, byte by byte (- for standard input)')
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
      const record = await readBytes(file);
      const others = {
        statement: await readOptional(options.statement),
        public: await readOptional(options.public),
        auditors: await readOptional(options.auditors),
      };
      const verification = verifyRecordText(record, others);
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

async function readOptional(file: string | undefined): Promise<Uint8Array | undefined> {
  return file === undefined ? undefined : await readBytes(file);
}

/** @throws OV_CLI_FILE_UNREADABLE */
async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (cause) {
    const { gatewayError } = await import('../errors.js');
    throw gatewayError('OV_CLI_FILE_UNREADABLE', {
      file,
      problem: cause instanceof Error ? cause.message : String(cause),
    });
  }
}
