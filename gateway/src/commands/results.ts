import { Command, Option } from 'commander';

interface UploadOptions {
  readonly report?: string;
  readonly gateway: string;
  readonly token: string;
}

/** Exit status of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `onevisit results`: results of visits. */
export function resultsCommand(): Command {
  return new Command('results').summary('upload results that were noted offline').addCommand(uploadCommand());
}

function uploadCommand(): Command {
  return new Command('upload')
    .summary('upload results that were noted offline')
    .description(
      'Uploads results that were noted offline (离线补录) through the gateway, as an officer or inspector of a department, and writes what became of each line into a report (CSV). A file .csv has the columns key, visit, item, results, codes, findings, method, evidence, recordedAt, inspectedOn, determinedOn (or 行键, 检查, 事项, 检查结果, 系统代码, 发现问题, 检查方式, 证据, 记录时间, 检查日期, 结果日期) in any order; any other is JSON Lines with the fields of UploadRowInput. Each line is recorded once under its key: cut off, or with lines that were refused and are corrected, the file is uploaded again as a whole.',
    )
    .argument('<file>', 'the results')
    .option('--report <file>', 'where to write what became of each line; beside the file unless told otherwise')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a client's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Exit status: 0 if every line is recorded, 1 if some are refused or the upload failed.

Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role officer --department health) npx onevisit results upload results.csv --report report.csv`,
    )
    .action(upload);
}

async function upload(file: string, { report = `${file}.report.csv`, gateway, token }: UploadOptions): Promise<void> {
  const { uploadFile } = await import('../results/uploadFile.js');
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const access = { gatewayUrl: gateway, token };
  try {
    const { RECORDED, REPEATED, REFUSED } = await uploadFile(access, { file, report }, stop.signal);
    process.stdout.write(
      `新记录 recorded ${RECORDED} · 此前已记录 repeated ${REPEATED} · 被拒 refused ${REFUSED}\n${report}\n`,
    );
    if (REFUSED > 0) process.exitCode = 1;
  } catch (cause) {
    if (!stop.signal.aborted) throw cause;
    process.exitCode = INTERRUPTED;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
