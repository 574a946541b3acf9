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
const made = {
  code: 'VISITS_MADE',
  numerator: 2,
  denominator: 6,
  percent: '33.33',
  countedOn: null,
  lastYear: nothing,
};
const visited = { ...made, code: 'SUBJECTS_VISITED', denominator: null, percent: null };
const table = {
  values: [made, visited],
  months: [{ month: 5, values: [made] }],
  divisions: [{ division: '411502', values: [made] }],
  creditClasses: [{ creditClass: 'D', values: [made] }],
  doorsPerSubject: [{ doors: 10, subjects: 1 }],
};
const unknown = { id: 'health', name: null, indicators: table, coverageIndicators: null };
const told = { ...visited, denominator: 8, percent: '25.00', countedOn: '2026-05-01' };
const meaning = {
  numerator: { zh: '上' },
  denominator: { zh: '下' },
  sources: [
    { document: '方案', article: '一' },
    { document: '细则', article: '二' },
  ],
};
const TABLE = {
  indicatorDefinitions: [
    { code: 'VISITS_MADE', name: { zh: '检查完成率' }, ...meaning },
    { code: 'SUBJECTS_VISITED', name: { zh: '检查对象年度覆盖率' }, ...meaning },
    { code: 'ITEM_FINDING_RATE', name: { zh: '事项问题发现率' }, ...meaning },
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

/** What was found at items, a page after the other. */
function itemsAfter(after: string | null): object {
  const problems = { numerator: 1, denominator: 3, percent: '33.33' };
  const nodes =
    after === null ? [{ item: { id: 'health:item:I1', title: '卫生' }, problems }] : [{ item: null, problems }];
  return { indicators: { items: { nodes, pageInfo: { hasNextPage: after === null, endCursor: 'c' } } } };
}

function answer(query: string, { after = null }: { readonly after?: string | null }): object {
  if (query.includes('ItemFindings')) return { data: itemsAfter(after) };
  if (query.includes('CountLists')) {
    const counted = {
      on: '2026-05-01',
      counted: [{ id: 'fire-rescue' }, { id: 'water' }],
      unanswered: [{ id: 'health' }],
    };
    return { data: { countLists: counted } };
  }
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
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    response.end(JSON.stringify(errors.length > 0 ? { errors } : answer(query, variables)));
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

it('writes what is known of the year and its parts, and says what a department did not tell', async () => {
  const out = join(folder, 'indicators.csv');
  const args = ['export', '--year', '2026', '--out', out, '--gateway', url, '--token', 'T'];
  await coverageCommand().parseAsync(args, { from: 'user' });
  const [head, ...rows] = (await readFile(out, 'utf8')).trimEnd().split('\r\n');
  const means = '上,下,方案 一；细则 二';
  expect(head).toBe(
    '\uFEFF年度,月份,部门,部门名称,区划,信用等级,事项,事项名称,入户次数,指标代码,指标,分子,分母,百分比,名录计数日期,' +
      '上年同期分子,上年同期分母,上年同期百分比,分子含义,分母含义,依据',
  );
  const rowsOf = (whose: string, visitedThen: string) => [
    `2026,,${whose},,,,,,VISITS_MADE,检查完成率,2,6,33.33,,0,0,,${means}`,
    `2026,,${whose},,,,,,SUBJECTS_VISITED,检查对象年度覆盖率,2,${visitedThen},0,0,,${means}`,
    `2026,5,${whose},,,,,,VISITS_MADE,检查完成率,2,6,33.33,,0,0,,${means}`,
    `2026,,${whose},411502,,,,,VISITS_MADE,检查完成率,2,6,33.33,,0,0,,${means}`,
    `2026,,${whose},,D,,,,VISITS_MADE,检查完成率,2,6,33.33,,0,0,,${means}`,
    `2026,,${whose},,,,,10,DOORS_PER_SUBJECT,,1,,,,,,,,,`,
  ];
  expect(rows).toEqual([
    ...rowsOf(',全市', ',,'),
    ...rowsOf("fire-rescue,'=消防", '8,25.00,2026-05-01'),
    ...rowsOf('health,', ',,'),
    `2026,,health,,,,health:item:I1,卫生,,ITEM_FINDING_RATE,事项问题发现率,1,3,33.33,,,,,${means}`,
  ]);
  expect(said).toBe(`health is away\n${out}\n`);
});

it('has lists counted, and names who did not answer', async () => {
  await coverageCommand().parseAsync(['snapshot', '--gateway', url, '--token', 'T'], { from: 'user' });
  expect(said).toBe('2026-05-01: fire-rescue, water\n未答复 no answer: health\n');
  expect(process.exitCode).toBe(1);
  process.exitCode = 0;
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
