import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { reportCommand } from './report.js';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });

let server: Server;
let url: string;
let folder: string;
let asked: object[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    asked.push(variables);
    const whole = { ...(variables.html ? { html: '<html>' } : {}), ...(variables.csv ? { csv: '部门' } : {}) };
    const executionReport = { unanswered: [], ...whole };
    const data = query.includes('PublishReport') ? { publishReport: whole } : { executionReport };
    response.end(JSON.stringify(errors.length > 0 ? { errors } : { data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => vi.restoreAllMocks());

const report = (file: string, ...args: readonly string[]) =>
  reportCommand().parseAsync([...args, '--out', join(folder, file), '--gateway', url, '--token', 'T'], {
    from: 'user',
  });
const written = (file: string) => readFile(join(folder, file), 'utf8');

it('writes the report as its file is to be', async () => {
  await report('r.html', '2026');
  await report('r.csv', '2026', '--department', 'health', '--month', '5');
  expect(await Promise.all([written('r.html'), written('r.csv')])).toEqual(['<html>', '部门']);
  expect(asked).toEqual([
    { year: 2026, month: null, department: null, html: true, csv: false },
    { year: 2026, month: 5, department: 'health', html: false, csv: true },
  ]);
});

it('publishes a report where it is told to, and writes what was published', async () => {
  await report('p.html', '2025', '--publish');
  expect(await written('p.html')).toBe('<html>');
  expect(asked).toEqual([{ input: { year: 2025, month: null, department: null }, html: true, csv: false }]);
});

it.each([
  ['another ending', ['r.pdf', '2026'], 'OV_CLI_REPORT_FORMAT'],
  ['a year that is none', ['r.csv', 'last'], 'OV_CLI_REPORT_PERIOD'],
])('refuses %s', async (_, [file = '', ...args], code) => {
  await expect(report(file, ...args)).rejects.toMatchObject({ code });
});
