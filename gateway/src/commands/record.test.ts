import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSupergraph } from '@onevisit/schema';
import { buildASTSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordCommand } from './record.js';

const DRAW = 'joint-inspection:draw:1';
const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

/** A gateway with one draw, whose auditor's record has three pieces. */
let server: Server;
let url: string;
let published: string;
let tokens: (string | undefined)[];
/** What it does instead of giving the last piece. */
let lastPiece: () => object;

const TEXTS = ['{"roster":[{"standing":"ELIGIBLE"}', ',{"standing":"甲𠮷"}', '],"visits":[{"key":"a#1"}]}'];

function answerTo(variables: { readonly id: string; readonly kind?: string; readonly after?: string | null }): object {
  if (variables.id !== DRAW) return { data: { draw: null } };
  if ('subject' in variables)
    return { data: { draw: { subjectRecord: variables.subject === 'A' ? '{"own":1}' : null } } };
  if (variables.kind === undefined) {
    return { data: { draw: { visitCount: 1, recordHash: published, statement: { leafCount: 2 } } } };
  }
  if (variables.kind === 'PUBLIC') return { data: { draw: { record: null } } };
  const number = Number(variables.after ?? 0);
  const hasNextPage = number + 1 < TEXTS.length;
  if (!hasNextPage) return lastPiece();
  return { data: { draw: { record: { text: TEXTS[number], endCursor: String(number + 1), hasNextPage } } } };
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request));
    const errors = validate(schema, parse(query));
    tokens.push(request.headers.authorization);
    response.end(JSON.stringify(errors.length > 0 ? { errors } : answerTo(variables)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

let folder: string;
let printed: string[];
let shown: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  [printed, shown, tokens] = [[], [], []];
  published = sha256(TEXTS.join(''));
  lastPiece = () => ({ data: { draw: { record: { text: TEXTS[2], endCursor: 'end', hasNextPage: false } } } });
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => shown.push(String(chunk)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** Runs `onevisit record`. @returns what is in the file then */
async function record(...args: string[]): Promise<string> {
  const file = join(folder, 'record.json');
  await recordCommand().parseAsync([...args, '--out', file, '--gateway', url], { from: 'user' });
  return await readFile(file, 'utf8');
}

describe('onevisit record', () => {
  it('writes the pieces to the file, prints its SHA-256, and shows how far it is', async () => {
    await writeFile(join(folder, 'record.json'), 'an older one');
    expect(await record(DRAW, '--kind', 'auditors', '--token', 'T')).toBe(TEXTS.join(''));
    expect(printed).toEqual([`${published}  ${join(folder, 'record.json')}\n`]);
    expect(shown.join('')).toContain('3/3');
    expect(new Set(tokens)).toEqual(new Set(['Bearer T']));
    expect(await readdir(folder)).toEqual(['record.json']);
  });

  it("fetches a subject's own, and asks as the public without a token", async () => {
    expect(await record(DRAW, '--subject', 'A')).toBe('{"own":1}');
    expect(new Set(tokens)).toEqual(new Set([undefined]));
  });

  it('leaves no part of a record that broke off, and the file that was there', async () => {
    const file = join(folder, 'record.json');
    await writeFile(file, 'an older one');
    lastPiece = () => ({ errors: [{ message: 'gone', extensions: { code: 'OV_JOINT_RECORD_CHANGED' } }] });
    await expect(record(DRAW, '--kind', 'auditors')).rejects.toMatchObject({
      code: 'OV_CLI_REFUSED',
      message: expect.stringContaining('OV_JOINT_RECORD_CHANGED'),
    });
    expect(await readdir(folder)).toEqual(['record.json']);
    expect(await readFile(file, 'utf8')).toBe('an older one');
    expect(printed).toEqual([]);
  });

  it('gives up on Ctrl-C, and leaves no part either', async () => {
    const listeners = process.listenerCount('SIGINT');
    lastPiece = () => {
      process.emit('SIGINT');
      return { data: { draw: { record: { text: 'x', endCursor: 'end', hasNextPage: false } } } };
    };
    await expect(record(DRAW, '--kind', 'auditors')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(process.exitCode).toBe(130);
    process.exitCode = undefined;
    expect(await readdir(folder)).toEqual([]);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });

  it('keeps a record that is not the published one, and says so', async () => {
    published = sha256('another');
    await expect(record(DRAW, '--kind', 'auditors')).rejects.toMatchObject({ code: 'OV_CLI_RECORD_HASH' });
    expect(await readFile(join(folder, 'record.json'), 'utf8')).toBe(TEXTS.join(''));
  });

  it.each([
    ['a draw that there is not', ['joint-inspection:draw:2', '--kind', 'public'], 'OV_CLI_NO_DRAW'],
    ['a record that there is not yet', [DRAW, '--kind', 'public'], 'OV_CLI_NO_RECORD'],
    ['a subject that is in no pool', [DRAW, '--subject', 'B'], 'OV_CLI_NO_RECORD'],
    ['no kind', [DRAW], 'OV_CLI_OPTION'],
  ])('refuses %s', async (_what, args, code) => {
    await expect(record(...args)).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual([]);
  });

  it('names a file that it cannot write, and a gateway that is not there', async () => {
    const nowhere = join(folder, 'none', 'record.json');
    const run = (...args: string[]) => recordCommand().parseAsync([DRAW, ...args], { from: 'user' });
    await expect(run('--kind', 'auditors', '--out', nowhere, '--gateway', url)).rejects.toMatchObject({
      code: 'OV_CLI_FILE_UNWRITABLE',
    });
    const gone = ['--gateway', 'http://127.0.0.1:1'];
    await expect(run('--kind', 'public', '--out', nowhere, ...gone)).rejects.toMatchObject({ code: 'OV_CLI_GATEWAY' });
  });
});
