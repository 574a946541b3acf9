import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastLines, rotateLog } from './logFile.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  file = join(folder, 'water.log');
});
afterEach(() => rm(folder, { recursive: true }));

describe('lastLines', () => {
  it('gives the end of a log, however long it is', async () => {
    await writeFile(file, `${'x'.repeat(20_000)}\none\ntwo\nthree\n`);
    expect(await lastLines(file, 2)).toBe('two\nthree');
  });

  it('gives nothing where there is no log', async () => {
    expect(await lastLines(file, 2)).toBe('');
  });
});

describe('rotateLog', () => {
  it('moves a log aside when it has grown large', async () => {
    await writeFile(file, 'small');
    rotateLog(file);
    expect(await readdir(folder)).toEqual(['water.log']);
    await writeFile(file, Buffer.alloc(11 * 1024 * 1024));
    rotateLog(file);
    expect(await readdir(folder)).toEqual(['water.log.1']);
  });

  it('does nothing where there is no log', () => {
    expect(() => rotateLog(file)).not.toThrow();
  });
});
