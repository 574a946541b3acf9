import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChangingFile } from './ChangingFile.js';

let folder: string;
let file: string;
let now = 0;
let reads = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  file = join(folder, 'keys.json');
  await replace('"first"');
  reads = 0;
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => rm(folder, { recursive: true }));

async function replace(text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

const open = () =>
  ChangingFile.open(file, async (path): Promise<string> => {
    reads += 1;
    return JSON.parse(await readFile(path, 'utf8'));
  });

it('says a second later what a changed file says, and reads it only where it has changed', async () => {
  const changing = await open();
  await replace('"second"');
  now = 999;
  expect(await changing.current()).toBe('first');
  now = 1_000;
  expect(await Promise.all([changing.current(), changing.current()])).toEqual(['second', 'second']);
  now = 5_000;
  expect(await changing.current()).toBe('second');
  expect(reads).toBe(2);
});

it('looks for whoever misses something, but once for all who ask in a short while', async () => {
  const changing = await open();
  await replace('"second"');
  now = 90;
  const all = Promise.all(Array.from({ length: 5 }, () => changing.fresh()));
  expect(await all).toEqual(Array.from({ length: 5 }, () => 'second'));
  expect(reads).toBe(2);
});

it('does not take a look for one of now that began before the file changed', async () => {
  const changing = await open();
  now = 2_000;
  const early = changing.current();
  now = 2_001;
  await replace('"second"');
  const late = changing.fresh();
  expect(['first', 'second']).toContain(await early);
  expect(await late).toBe('second');
});

it('goes on with what it knew where the file is bad or gone', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const changing = await open();
  await replace('{"half');
  now = 2_000;
  expect(await changing.current()).toBe('first');
  expect(warn).toHaveBeenCalledOnce();
  await rm(file);
  now = 4_000;
  expect(await changing.current()).toBe('first');
  await replace('"third"');
  now = 6_000;
  expect(await changing.current()).toBe('third');
});

it('throws of a first file that cannot be read', async () => {
  await replace('{"half');
  await expect(open()).rejects.toThrow();
});
