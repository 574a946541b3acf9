import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { coverageCommand } from './coverage.js';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });

const nothing = { numerator: 0, denominator: 0, percent: null };
const made = { code: 'VISITS_MADE', numerator: 2, denominator: 6, percent: '33.33', lastYear: nothing };
const visited = { code: 'SUBJECTS_VISITED', numerator: 2, denominator: null, percent: null, lastYear: nothing };
const table = { values: [made, visited], months: [{ month: 5, values: [made] }] };
const unknown = { id: 'health', name: null, indicators: table, coverageIndicators: null };
const told = { ...visited, denominator: 8, percent: '25.00' };
const TABLE = {
  indicatorDefinitions: [
    { code: 'VISITS_MADE', name: { zh: '检查完成率' } },
    { code: 'SUBJECTS_VISITED', name: { zh: '检查对象年度覆盖率' } },
  ],
  indicators: table,
  departments: [
    { id: 'fire-rescue', name: { zh: '=消防' }, indicators: table, coverageIndicators: [told] },
    unknown,
    { ...unknown, id: 'water', indicators: null },
  ],
};

let server: Server;
let url: string;
let folder: string;
let said: string;
/** How often it still answers that it is rebuilding, and how that ends. */
let rebuilding: number;
let error: string | null;

function answer(query: string): object {
  if (query.includes('IndicatorTable')) return { data: TABLE, errors: [{ message: 'health is away' }] };
  const isRebuilding = query.startsWith('mutation') || rebuilding > 0;
  rebuilding -= 1;
  const rebuild = { seq: isRebuilding ? 0 : 7, error: isRebuilding ? null : error };
  const state = { seq: 7, behind: 0, rebuiltAt: '2026-05-01T04:00:00Z', rebuilding: isRebuilding, rebuild };
  return { data: { rebuildCoverage: state, coverageState: state } };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  server = createServer(async (request, response) => {
    const { query } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    response.end(JSON.stringify(errors.length > 0 ? { errors } : answer(query)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  said = '';
  error = null;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      said += chunk;
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

it('writes what is known of the year and its months, and says what a department did not tell', async () => {
  const out = join(folder, 'indicators.csv');
  const args = ['export', '--year', '2026', '--out', out, '--gateway', url, '--token', 'T'];
  await coverageCommand().parseAsync(args, { from: 'user' });
  const [head, ...rows] = (await readFile(out, 'utf8')).trimEnd().split('\r\n');
  expect(head).toBe(
    '\uFEFF年度,月份,部门,部门名称,指标代码,指标,分子,分母,百分比,上年同期分子,上年同期分母,上年同期百分比',
  );
  expect(rows).toEqual([
    '2026,,,全市,VISITS_MADE,检查完成率,2,6,33.33,0,0,',
    '2026,,,全市,SUBJECTS_VISITED,检查对象年度覆盖率,2,,,0,0,',
    '2026,5,,全市,VISITS_MADE,检查完成率,2,6,33.33,0,0,',
    "2026,,fire-rescue,'=消防,VISITS_MADE,检查完成率,2,6,33.33,0,0,",
    "2026,,fire-rescue,'=消防,SUBJECTS_VISITED,检查对象年度覆盖率,2,8,25.00,0,0,",
    "2026,5,fire-rescue,'=消防,VISITS_MADE,检查完成率,2,6,33.33,0,0,",
    '2026,,health,,VISITS_MADE,检查完成率,2,6,33.33,0,0,',
    '2026,,health,,SUBJECTS_VISITED,检查对象年度覆盖率,2,,,0,0,',
    '2026,5,health,,VISITS_MADE,检查完成率,2,6,33.33,0,0,',
  ]);
  expect(said).toBe(`health is away\n${out}\n`);
});

const rebuild = () => coverageCommand().parseAsync(['rebuild', '--gateway', url, '--token', 'T'], { from: 'user' });

it('waits until the figures are made anew', async () => {
  rebuilding = 2;
  await rebuild();
  expect(rebuilding).toBeLessThan(0);
  expect(said).toContain('2026-05-01T04:00:00Z');
});

it('ends with the error of a rebuild that failed, in whichever process', async () => {
  rebuilding = 1;
  error = '23514';
  await expect(rebuild()).rejects.toMatchObject({
    code: 'OV_CLI_REBUILD_FAILED',
    message: expect.stringMatching(/23514.*step 7/s),
  });
  expect(said).toBe('');
});
