import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readResultCodes } from '@onevisit/rules';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { codesCommand } from './codes.js';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });

/** The example of the README. */
const README = new URL('../../../subgraphs/rules/result-codes/README.md', import.meta.url);

let server: Server;
let url: string;
let folder: string;
let file: string;
let printed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  file = join(folder, 'ours.yaml');
  await writeFile(file, /```yaml\n([\s\S]*?)```/.exec(await readFile(README, 'utf8'))?.[1] ?? '');
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    const { codeSystem, version, ...rest } = readResultCodes(variables.input.text, variables.input.fileName);
    const codes = rest.codes.map((code) => ({ result: null, status: null, ...code }));
    const loadResultCodes = { id: `${codeSystem}@${version}`, title: rest.title, codes };
    response.end(JSON.stringify(errors.length > 0 ? { errors } : { data: { loadResultCodes } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const SHOWN = `our-city@2026  本市检查结果代码 Result codes of our city
  1  合格  →  NO_PROBLEM
  2  责令整改  →  CORRECTION_ORDERED
  9  已注销  →  主体状态 status DEREGISTERED
`;

it('checks a file, and loads it through the gateway', async () => {
  await codesCommand().parseAsync(['check', file], { from: 'user' });
  expect(printed).toBe(SHOWN);
  printed = '';
  await codesCommand().parseAsync(['load', file, '--gateway', url, '--token', 'T'], { from: 'user' });
  expect(printed).toBe(SHOWN);
});

it('names what is wrong with a file', async () => {
  const wrong = join(folder, 'wrong.yaml');
  await writeFile(wrong, `${await readFile(file, 'utf8')}  - { code: "1", text: 又, result: NO_PROBLEM }\n`);
  const check = (name: string) => codesCommand().parseAsync(['check', name], { from: 'user' });
  await expect(check(wrong)).rejects.toMatchObject({ code: 'OV_RULES_CODES_REFUSED' });
  await expect(check(join(folder, 'none'))).rejects.toMatchObject({ code: 'OV_CLI_FILE_UNREADABLE' });
});
