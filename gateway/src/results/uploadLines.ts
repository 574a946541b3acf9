import { documentText } from '@onevisit/schema';
import * as z from 'zod';
import { gatewayError } from '../errors.js';
import { askGateway, type GatewayAccess } from '../record/askGateway.js';
import type { FileLine, ResultRow } from './ResultRow.js';

/** What became of a line. */
export interface LineReport {
  readonly line: number;
  readonly key: string;
  readonly state: 'RECORDED' | 'REPEATED' | 'REFUSED';
  readonly code: string | null;
  readonly remedy: string | null;
  readonly message: string | null;
}

/** Rows that are sent at once; the hub takes a hundred, and a page is an answer that somebody waits for. */
const PAGE = 50;

const answer = z.object({
  uploadResults: z.object({
    rows: z.array(
      z.object({
        index: z.number(),
        state: z.enum(['RECORDED', 'REPEATED', 'REFUSED']),
        code: z.string().nullable(),
        message: z.string().nullable(),
        remedy: z.string().nullable(),
      }),
    ),
  }),
});

/**
 * Sends the lines of a file page by page, and says what became of each, in their order: no more than a page is held at a time.
 * @param signal ends it between two pages
 * @throws as askGateway; what was recorded before stays, and is found again when the file is sent again
 */
export async function* uploadLines(
  gateway: GatewayAccess,
  lines: AsyncIterable<FileLine>,
  signal: AbortSignal,
): AsyncGenerator<LineReport> {
  let page: FileLine[] = [];
  for await (const line of lines) {
    page.push(line);
    if (page.length < PAGE) continue;
    yield* await uploaded(gateway, page);
    page = [];
    signal.throwIfAborted();
  }
  if (page.length > 0) yield* await uploaded(gateway, page);
}

async function uploaded(gateway: GatewayAccess, page: readonly FileLine[]): Promise<readonly LineReport[]> {
  const sent = page.flatMap((line) => ('row' in line ? [line] : []));
  const found =
    sent.length === 0
      ? []
      : await ask(
          gateway,
          sent.map(({ row }) => row),
        );
  const reports = new Map(
    found.map(({ index, message, ...report }) => {
      const { line = 0, row } = sent[index] ?? {};
      // What the hub calls a row of the page is a line of the file.
      const told = message?.replaceAll(`rows[${index}]`, `line ${line}`) ?? null;
      return [line, { line, key: row?.key ?? '', ...report, message: told }] as const;
    }),
  );
  return page.map((line) => {
    if (!('row' in line)) return unreadable(line.line, line.key, line.problem);
    const report = reports.get(line.line);
    if (report === undefined) throw gatewayError('OV_CLI_GATEWAY', { url: gateway.gatewayUrl, problem: 'rows' });
    return report;
  });
}

async function ask(gateway: GatewayAccess, rows: readonly ResultRow[]) {
  const question = { query: documentText('UploadResults'), variables: { input: { rows } }, data: answer };
  return (await askGateway(gateway, question)).uploadResults.rows;
}

function unreadable(line: number, key: string, problem: string): LineReport {
  const { code, message } = gatewayError('OV_CLI_RESULT_LINE', { line, problem });
  return { line, key, state: 'REFUSED', code, remedy: 'CORRECT_ROW', message };
}
