import { parse } from 'csv-parse';
import { gatewayError } from '../errors.js';
import type { FileLine, ResultRow, RowFile } from './ResultRow.js';

/** Columns, by their Chinese names. */
const COLUMNS: Readonly<Record<string, string>> = {
  行键: 'key',
  检查: 'visit',
  事项: 'item',
  检查结果: 'results',
  系统代码: 'codes',
  发现问题: 'findings',
  检查方式: 'method',
  证据: 'evidence',
  记录时间: 'recordedAt',
  检查日期: 'inspectedOn',
  结果日期: 'determinedOn',
};

const NAMES = Object.values(COLUMNS);
const NEEDED = ['key', 'visit', 'item', 'results', 'recordedAt'];

type CsvRecord = Readonly<{ [column: string]: string }>;

/**
 * The rows of a CSV file (RFC 4180, UTF-8), with the lines on which they end. Its first line names the columns, in English or
 * Chinese. Several results stand in a cell with `;` between them, and so do codes of systems, `system@version|code`, and files,
 * `name|mediaType|size|sha256`.
 * @param chunks the file, as it is read
 * @throws OV_CLI_COLUMNS; OV_CLI_CSV where it is no CSV from a line on
 */
export async function* readCsv(file: string, chunks: NodeJS.ReadableStream): AsyncGenerator<FileLine> {
  const columns = (header: readonly string[]): string[] => columnsOf(file, header);
  const parser = parse({
    bom: true,
    trim: true,
    columns,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  chunks.on('error', (cause) => parser.destroy(cause));
  chunks.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: CsvRecord; info: { lines: number } }>) {
      yield lineOf(info.lines, record);
    }
  } catch (cause) {
    const { code, lines } = cause as { readonly code?: unknown; readonly lines?: number };
    if (typeof code !== 'string' || !code.startsWith('CSV_')) throw cause;
    throw gatewayError('OV_CLI_CSV', { file, line: lines ?? 1, problem: (cause as Error).message });
  }
}

/** The columns of a file by their English names. */
function columnsOf(file: string, header: readonly string[]): string[] {
  const columns = header.map((name) => COLUMNS[name] ?? name);
  const unknown = columns.filter((name, index) => !NAMES.includes(name) || columns.indexOf(name) < index);
  const given = columns.includes('codes') ? [...columns, 'results'] : columns;
  const missing = NEEDED.filter((name) => !given.includes(name));
  if (unknown.length > 0 || missing.length > 0) {
    const known = Object.entries(COLUMNS).map(([zh, en]) => `${en} ${zh}`);
    throw gatewayError('OV_CLI_COLUMNS', {
      file,
      unknown: unknown.join(', ') || '—',
      missing: missing.join(', ') || '—',
      known: known.join(', '),
    });
  }
  return columns;
}

function lineOf(
  line: number,
  { visit = '', item = '', results = '', codes = '', evidence = '', ...rest }: CsvRecord,
): FileLine {
  const { key = '', recordedAt = '' } = rest;
  const files = partsOf(evidence).map(fileOf);
  if (files.includes(null)) return { line, key, problem: 'evidence: name|mediaType|size|sha256; …' };
  const { findings = null, method = null, inspectedOn = null, determinedOn = null } = rest;
  return {
    line,
    row: {
      key,
      visitId: visit,
      plannedItemId: item,
      results: partsOf(results),
      coded: partsOf(codes).map(codedOf),
      findings,
      method,
      evidence: files.filter((found) => found !== null),
      recordedAt,
      inspectedOn,
      determinedOn,
    },
  };
}

/** The parts of a cell, between semicolons of either width. */
function partsOf(cell: string): string[] {
  return cell
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A code with its system; the hub says what is missing of one that has none. */
function codedOf(part: string): NonNullable<ResultRow['coded']>[number] {
  const [, codeSystem = null, version = null, code = part] = /^([^@|]*)@([^|]*)\|(.*)$/.exec(part) ?? [];
  return { codeSystem, version, code };
}

function fileOf(part: string): RowFile | null {
  const [name = '', mediaType = '', size = '', sha256 = '', ...more] = part.split('|').map((piece) => piece.trim());
  return more.length > 0 || !/^\d{1,15}$/.test(size) ? null : { name, mediaType, size: Number(size), sha256 };
}
