import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { calendarCommand } from './calendar.js';
import { noticeCommand } from './notice.js';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });

let server: Server;
let url: string;
let folder: string;
let asked: { variables: object; token: string | undefined }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    asked.push({ variables, token: request.headers.authorization });
    const visit = variables.id === 'none' ? null : { notice: '<html>通知</html>' };
    response.end(JSON.stringify(errors.length > 0 ? { errors } : { data: { visit, myCalendar: 'BEGIN:VCALENDAR' } }));
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

it('writes a notice', async () => {
  const out = join(folder, 'notice.html');
  const args = ['v1', '--kind', 'crew-sheet', '--out', out, '--gateway', url, '--token', 'T'];
  await noticeCommand().parseAsync(args, { from: 'user' });
  expect(await readFile(out, 'utf8')).toBe('<html>通知</html>');
  expect(asked).toEqual([{ variables: { id: 'v1', kind: 'CREW_SHEET' }, token: 'Bearer T' }]);
});

it('says that there is no such visit', async () => {
  const args = ['none', '--kind', 'inspection', '--out', join(folder, 'x'), '--gateway', url, '--token', 'T'];
  const run = noticeCommand().parseAsync(args, { from: 'user' });
  await expect(run).rejects.toMatchObject({ code: 'OV_CLI_NO_VISIT' });
});

it('writes a calendar of visits', async () => {
  const out = join(folder, 'visits.ics');
  const days = ['--from', '2026-05-01', '--to', '2026-06-30'];
  await calendarCommand().parseAsync(['export', ...days, '--out', out, '--gateway', url], { from: 'user' });
  expect(await readFile(out, 'utf8')).toBe('BEGIN:VCALENDAR');
  expect(asked[0]?.variables).toEqual({ days: { first: '2026-05-01', last: '2026-06-30' } });
});
