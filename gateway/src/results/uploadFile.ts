import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { gatewayError } from '../errors.js';
import type { GatewayAccess } from '../record/askGateway.js';
import { writeWhole } from '../record/writeWhole.js';
import type { FileLine } from './ResultRow.js';
import { readCsv } from './readCsv.js';
import { readJsonLines } from './readJsonLines.js';
import { type LineReport, uploadLines } from './uploadLines.js';

/** How many lines came to what. */
export type UploadCounts = Record<LineReport['state'], number>;

/** What spreadsheets take for the encoding of a file. */
const BYTE_ORDER_MARK = '\uFEFF';
const COLUMNS = ['line', 'key', 'state', 'code', 'remedy', 'message'];

/**
 * Uploads a file of results, CSV or JSON Lines by its name, and writes what became of each line into a report, CSV. Where the upload
 * ends before the file does, the report tells of the lines until then, and then the failure is thrown.
 * @throws OV_CLI_FILE_UNREADABLE, OV_CLI_COLUMNS, OV_CLI_CSV, OV_CLI_FILE_UNWRITABLE, and as `uploadLines`
 */
export async function uploadFile(
  gateway: GatewayAccess,
  { file, report }: { readonly file: string; readonly report: string },
  signal: AbortSignal,
): Promise<UploadCounts> {
  const counts: UploadCounts = { RECORDED: 0, REPEATED: 0, REFUSED: 0 };
  let failure: { readonly cause: unknown } | null = null;
  const texts = async function* (): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvOf(COLUMNS);
    try {
      for await (const done of uploadLines(gateway, linesOf(file), signal)) {
        counts[done.state] += 1;
        yield csvOf([done.line, done.key, done.state, done.code, done.remedy, done.message]);
      }
    } catch (cause) {
      failure = { cause };
    }
  };
  await writeWhole(report, texts(), new AbortController().signal);
  // TypeScript does not see that the generator sets it.
  const failed = failure as { readonly cause: unknown } | null;
  if (failed !== null) throw failed.cause;
  return counts;
}

/** The lines of a file. */
async function* linesOf(file: string): AsyncGenerator<FileLine> {
  const stream = createReadStream(file, 'utf8');
  try {
    yield* extname(file).toLowerCase() === '.csv' ? readCsv(file, stream) : readJsonLines(stream);
  } catch (cause) {
    const { path } = cause as { readonly path?: unknown };
    if (path === undefined) throw cause;
    throw gatewayError('OV_CLI_FILE_UNREADABLE', { file, problem: (cause as Error).message });
  } finally {
    stream.destroy();
  }
}

/** A line of the report; text that a spreadsheet would take for a formula is made plain. */
function csvOf(cells: readonly (string | number | null)[]): string {
  return stringify([[...cells]], { escape_formulas: true, record_delimiter: 'windows' });
}
