import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { publicityRecordSchema } from '../feed/PublicityRecord.js';
import { feedCommand } from './feed.js';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
const fileSchema = z.strictObject({
  format: z.literal('onevisit-publicity-records'),
  formatVersion: z.literal(1),
  records: z.array(publicityRecordSchema),
});

/** How many records the feed has, and after how many it fails. */
const [ALL, PER_PAGE] = [1_203, 500];
let failsAfter: number;
let server: Server;
let url: string;
let folder: string;
let asked: { readonly after: string | null; readonly filter: object }[];

const cursorOf = (seq: number): string => `c${seq}`;
const recordOf = (seq: number): object => ({
  id: `joint-inspection:disclosure:${seq}`,
  kind: seq % 3 === 0 ? 'PENALTY' : 'RESULT',
  version: seq % 2 === 0 ? 2 : 1,
  replaces: seq % 2 === 0 ? `joint-inspection:disclosure:${seq - 1}` : null,
  subjectName: seq === 1 ? '=1+1,"商贸"' : '信阳商贸',
  uscc: '91350100M000100Y43',
  subjectId: '91350100M000100Y43',
  departmentCode: 'health',
  departmentName: '卫生健康委',
  planId: 'p',
  planTitle: '联合抽查',
  taskId: 't',
  taskTitle: '任务',
  directed: false,
  itemId: 'i',
  itemTitle: '事项',
  inspectedOn: '2026-05-18',
  results: ['NO_PROBLEM'],
  recognised: false,
  decision: null,
  decidedOn: null,
  penalty:
    seq % 3 === 0
      ? { violation: '无证经营', kinds: ['FINE', 'WARNING'], content: '罚款五千元', basis: '某法第五条' }
      : null,
  disclosedOn: '2026-05-19',
  correctedOn: seq % 2 === 0 ? '2026-05-20' : null,
  correctionReason: seq % 2 === 0 ? 'CLERICAL_ERROR' : null,
  withdrawnOn: null,
  withdrawalReason: null,
  drawId: 'd',
  visitId: 'v',
  state: 'PENDING',
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const from = variables.after === null ? 0 : Number(variables.after.slice(1));
    const errors = [...validate(schema, parse(query))].map(({ message }) => ({ message }));
    if (from >= failsAfter) errors.push({ message: '停机' });
    asked.push(variables);
    const seqs = Array.from({ length: Math.min(PER_PAGE, ALL - from) }, (_, index) => from + index + 1);
    const edges = seqs.map((seq) => ({ cursor: cursorOf(seq), node: recordOf(seq) }));
    const disclosureRecords = { pageInfo: { hasNextPage: from + edges.length < ALL }, edges };
    response.end(JSON.stringify(errors.length > 0 ? { errors } : { data: { disclosureRecords } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
let printed: string[];
beforeEach(() => {
  [asked, failsAfter, printed] = [[], ALL + 1, []];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

const feed = (...args: string[]): Promise<unknown> =>
  feedCommand().parseAsync([...args, '--gateway', url, '--token', 'T'], { from: 'user' });
const readJson = async (file: string) => fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));

describe('onevisit feed', () => {
  it('writes every record, a page at a time, as its schema has it', async () => {
    const out = join(folder, 'records.json');
    await feed('--out', out, '--department', 'health', '--state', 'PENDING');
    const { records } = await readJson(out);
    expect(records.map(({ cursor }) => cursor)).toEqual(Array.from({ length: ALL }, (_, index) => cursorOf(index + 1)));
    expect(records.slice(0, 2)).toMatchObject([
      { operation: 'NEW', resultNames: ['未发现问题'], authorityName: '卫生健康委' },
      { operation: 'CORRECTION', replaces: 'joint-inspection:disclosure:1', correctedOn: '2026-05-20' },
    ]);
    expect(asked.map(({ after }) => after)).toEqual([null, 'c500', 'c1000']);
    expect(asked[0]?.filter).toEqual({ department: 'health', state: 'PENDING' });
    expect(printed.join('')).toBe(`${out}  ${ALL}  c${ALL}\n`);
  });

  it('writes a table that an office opens', async () => {
    const out = join(folder, 'records.csv');
    await feed('--out', out, '--format', 'csv', '--after', 'c1200');
    const rows = (await readFile(out, 'utf8')).split('\r\n');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatch(/^\uFEFF游标,记录编号,版本,操作,/);
    expect(rows[1]).toContain(
      'c1201,joint-inspection:disclosure:1201,1,新增,,抽查检查结果,信阳商贸,91350100M000100Y43',
    );
    await feed('--out', out, '--format', 'csv');
    expect((await readFile(out, 'utf8')).split('\r\n')[1]).toContain(`,"'=1+1,""商贸""",`);
  });

  it('leaves a whole file with what came where it is cut short, and goes on from there', async () => {
    const out = join(folder, 'cut.json');
    failsAfter = 1_000;
    await expect(feed('--out', out)).rejects.toMatchObject({
      code: 'OV_CLI_FEED_CUT',
      message: expect.stringContaining('--after c1000'),
    });
    const first = await readJson(out);
    failsAfter = ALL + 1;
    await feed('--out', out, '--after', 'c1000');
    const seen = [...first.records, ...(await readJson(out)).records].map(({ cursor }) => cursor);
    expect(seen).toEqual(Array.from({ length: ALL }, (_, index) => cursorOf(index + 1)));
  });

  it('writes nothing where nothing came', async () => {
    failsAfter = 0;
    const out = join(folder, 'none.json');
    await expect(feed('--out', out)).rejects.toMatchObject({ code: 'OV_CLI_REFUSED' });
    await expect(readFile(out, 'utf8')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says that there is nothing more', async () => {
    const out = join(folder, 'empty.json');
    await feed('--out', out, '--after', `c${ALL}`);
    expect((await readJson(out)).records).toEqual([]);
    expect(printed.join('')).toBe(`${out}  0  c${ALL}\n`);
  });
});
