import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { calendarCommand } from './calendar.js';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
const NOTICE = { year: 2027, number: '国办发明电〔2026〕7号', title: '通知', holidays: [{ name: '元旦' }], worked: [] };

let server: Server;
let url: string;
let folder: string;
let inputs: object[];
let printed: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    inputs.push({ ...variables.input, token: request.headers.authorization });
    response.end(JSON.stringify(errors.length > 0 ? { errors } : { data: { importYearNotice: NOTICE } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  [inputs, printed] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
});
afterEach(() => vi.restoreAllMocks());

async function importing(name: string, ...args: string[]): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, 'year: 2027');
  await calendarCommand().parseAsync(['import', file, '--gateway', url, ...args], { from: 'user' });
}

it('imports data or published text by the name of the file, and says what was imported', async () => {
  await importing('2027.yaml', '--token', 'T');
  await importing('notice.txt', '--number', '国办发明电〔2026〕7号');
  expect(inputs).toEqual([
    { text: 'year: 2027', format: 'DATA', number: null, token: 'Bearer T' },
    { text: 'year: 2027', format: 'PUBLISHED', number: '国办发明电〔2026〕7号' },
  ]);
  expect(printed.join('')).toContain('2027 国办发明电〔2026〕7号');
});

it('says that a file cannot be read', async () => {
  const missing = ['import', join(folder, 'none.yaml'), '--gateway', url];
  const run = calendarCommand().parseAsync(missing, { from: 'user' });
  await expect(run).rejects.toMatchObject({ code: 'OV_CLI_FILE_UNREADABLE' });
});
