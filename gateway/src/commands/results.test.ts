import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { parse as parseCsv } from 'csv-parse/sync';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { resultsCommand } from './results.js';

interface Row {
  readonly key: string;
  readonly results: readonly string[];
  readonly evidence: readonly object[];
}

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
const SHA = createHash('sha256').digest('hex');

let server: Server;
let url: string;
let folder: string;
/** The rows of each page that came. */
let pages: Row[][];
let printed: string[];
/** Keys that the hub has recorded; what it does with a page beyond so many is to fall silent. */
let recorded: Set<string>;
let mostPages: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    const { rows } = variables.input as { readonly rows: Row[] };
    pages.push(rows);
    if (pages.length > mostPages) return response.destroy();
    const told = rows.map(({ key }, index) => {
      const refused = key.startsWith('bad');
      const state = refused ? 'REFUSED' : recorded.has(key) ? 'REPEATED' : 'RECORDED';
      if (!refused) recorded.add(key);
      const why = refused ? { code: 'OV_X', message: `rows[${index}].key：=x`, remedy: 'CORRECT_ROW' } : {};
      return { index, state, code: null, message: null, remedy: null, ...why };
    });
    return response.end(JSON.stringify(errors.length > 0 ? { errors } : { data: { uploadResults: { rows: told } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  [pages, printed, recorded, mostPages] = [[], [], new Set(), Number.POSITIVE_INFINITY];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
});
afterEach(() => {
  process.exitCode = undefined;
});

const HEADER = 'key,visit,item,results,recordedAt';
const lineOf = (key: string): string => `${key},v,i,NO_PROBLEM,2026-05-20T10:30:00+08:00`;

/** Uploads a file. @returns the lines of the report: line, key, state, code, remedy, message */
async function uploading(name: string, content: string): Promise<readonly string[][]> {
  const file = join(folder, name);
  const report = join(folder, `${name}.out`);
  await writeFile(file, content);
  const args = ['upload', file, '--report', report, '--gateway', url, '--token', 'T'];
  try {
    await resultsCommand().parseAsync(args, { from: 'user' });
  } finally {
    lastReport = (parseCsv(await readFile(report, 'utf8').catch(() => ''), { bom: true }) as string[][]).slice(1);
  }
  return lastReport;
}
let lastReport: readonly string[][] = [];

describe('results upload', () => {
  it('sends a CSV file in pages, and reports on each line', async () => {
    const keys = Array.from({ length: 120 }, (_, number) => (number === 70 ? 'bad' : `k${number}`));
    const lines = await uploading('results.csv', [HEADER, ...keys.map(lineOf)].join('\r\n'));
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(lines.map(([, key]) => key)).toEqual(keys);
    expect(lines[0]).toEqual(['2', 'k0', 'RECORDED', '', '', '']);
    expect(lines[70]).toEqual(['72', 'bad', 'REFUSED', 'OV_X', 'CORRECT_ROW', 'line 72.key：=x']);
    expect(printed.join('')).toContain('recorded 119 · 此前已记录 repeated 0 · 被拒 refused 1');
    expect(process.exitCode).toBe(1);
  });

  it('goes on where it was cut off when it is repeated', async () => {
    const content = [HEADER, ...Array.from({ length: 60 }, (_, number) => lineOf(`k${number}`))].join('\n');
    mostPages = 1;
    await expect(uploading('cut.csv', content)).rejects.toMatchObject({ code: 'OV_CLI_GATEWAY' });
    expect(lastReport).toHaveLength(50);
    mostPages = Number.POSITIVE_INFINITY;
    const states = (await uploading('cut.csv', content)).map(([, , state]) => state);
    expect(states).toEqual([...Array<string>(50).fill('REPEATED'), ...Array<string>(10).fill('RECORDED')]);
    expect(process.exitCode).toBeUndefined();
  });

  it('reads columns in Chinese, several results, files, quotes and a byte order mark', async () => {
    const header = '\uFEFF行键,检查,事项,检查结果,发现问题,证据,记录时间';
    const files = `门.jpg|image/jpeg|10|${SHA}；单.pdf|application/pdf|20|${SHA}`;
    const row = `甲1,v,i,UNREACHABLE; FOLLOW_UP_PENDING,"无人,\n""闭门""",${files},2026-05-20T10:30:00+08:00`;
    await uploading('zh.csv', `${header}\n${row}\n\n`);
    expect(pages).toEqual([
      [
        {
          key: '甲1',
          visitId: 'v',
          plannedItemId: 'i',
          results: ['UNREACHABLE', 'FOLLOW_UP_PENDING'],
          coded: [],
          findings: '无人,\n"闭门"',
          method: null,
          evidence: [
            { name: '门.jpg', mediaType: 'image/jpeg', size: 10, sha256: SHA },
            { name: '单.pdf', mediaType: 'application/pdf', size: 20, sha256: SHA },
          ],
          recordedAt: '2026-05-20T10:30:00+08:00',
          inspectedOn: null,
          determinedOn: null,
        },
      ],
    ]);
  });

  it('reads codes of systems, and leaves a bare one to the hub', async () => {
    const row = '甲2,v,i,our-city@2026|01；our-city@2026|B2;3,2026-05-20T10:30:00+08:00';
    await uploading('codes.csv', `行键,检查,事项,系统代码,记录时间\n${row}`);
    expect(pages[0]?.[0]).toMatchObject({
      results: [],
      coded: [
        { codeSystem: 'our-city', version: '2026', code: '01' },
        { codeSystem: 'our-city', version: '2026', code: 'B2' },
        { codeSystem: null, version: null, code: '3' },
      ],
    });
  });

  it('reads JSON Lines, and reports a line that is none without sending it', async () => {
    const good = { key: 'k1', visitId: 'v', plannedItemId: 'i', results: ['NO_PROBLEM'], recordedAt: 'now' };
    const lines = await uploading(
      'results.jsonl',
      [JSON.stringify(good), '{', JSON.stringify({ key: 'k2' })].join('\n'),
    );
    expect(pages).toEqual([[good]]);
    expect(lines.map(([line, key, state, code]) => [line, key, state, code])).toEqual([
      ['1', 'k1', 'RECORDED', ''],
      ['2', '', 'REFUSED', 'OV_CLI_RESULT_LINE'],
      ['3', 'k2', 'REFUSED', 'OV_CLI_RESULT_LINE'],
    ]);
  });

  it.each([
    ['none.csv', 'key,visit,item,result\n', 'OV_CLI_COLUMNS', /result.*results, recordedAt/],
    ['twice.csv', `${HEADER},行键\n`, 'OV_CLI_COLUMNS', /twice: key/],
    ['quote.csv', `${HEADER}\n${lineOf('k1')}\n"k2,v\n`, 'OV_CLI_CSV', /line 3/],
  ])('says what is wrong with a whole file: %s', async (name, content, code, message) => {
    const failed = uploading(name, content);
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('reports a cell of files that cannot be read, and says that a file cannot be', async () => {
    const lines = await uploading('files.csv', `${HEADER},evidence\n${lineOf('k1')},a.jpg|10\n`);
    expect(lines[0]?.[3]).toBe('OV_CLI_RESULT_LINE');
    const missing = ['upload', join(folder, 'none.jsonl'), '--gateway', url, '--token', 'T'];
    const run = resultsCommand().parseAsync(missing, { from: 'user' });
    await expect(run).rejects.toMatchObject({ code: 'OV_CLI_FILE_UNREADABLE' });
  });
});
