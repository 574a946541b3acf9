import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SupergraphHistory, supergraphDigest } from './SupergraphHistory.js';

let folder: string;
let history: SupergraphHistory;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'onevisit-history-')), 'supergraphs');
  history = new SupergraphHistory(folder);
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const add = (sdl: string, minute: number, isBack = false) => {
  const since = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return history.add({ digest: supergraphDigest(sdl), from: 'file', since, sdl, isBack });
};
const texts = async () => (await history.list()).map(({ sdl }) => sdl);

describe('SupergraphHistory', () => {
  it('lists the newest first, each once in a row', async () => {
    expect(await texts()).toEqual([]);
    await add('a', 1);
    await add('a', 2);
    await add('b', 3);
    await add('a', 4);
    expect(await texts()).toEqual(['a', 'b', 'a']);
  });

  it('keeps the last twenty', async () => {
    for (let count = 0; count < 25; count += 1) await add(`sdl ${count}`, count);
    expect((await texts()).length).toBe(20);
    expect((await texts())[0]).toBe('sdl 24');
    expect((await readdir(folder)).length).toBe(20);
  });

  it('finds the one before, or one by its digest', async () => {
    await add('a', 1);
    await add('b', 2);
    expect((await history.find(undefined, supergraphDigest('b'))).sdl).toBe('a');
    expect((await history.find(undefined, undefined)).sdl).toBe('b');
    expect((await history.find(supergraphDigest('a').slice(0, 6), supergraphDigest('b'))).sdl).toBe('a');
    await expect(history.find('', undefined)).rejects.toMatchObject({ code: 'OV_SUPERGRAPH_DIGEST_UNKNOWN' });
    await expect(history.find('zz', undefined)).rejects.toMatchObject({ code: 'OV_SUPERGRAPH_DIGEST_UNKNOWN' });
  });

  it('goes back step by step, whatever comes and goes again', async () => {
    for (const [minute, sdl] of ['a', 'b', 'a', 'c'].entries()) await add(sdl, minute);
    const before = async (current: string) => (await history.find(undefined, supergraphDigest(current))).sdl;
    expect(await before('c')).toBe('a');
    await add('a', 4, true);
    expect(await before('a')).toBe('b');
    await add('b', 5, true);
    expect(await before('b')).toBe('a');
    await add('a', 6, true);
    await expect(before('a')).rejects.toMatchObject({ code: 'OV_SUPERGRAPH_NO_HISTORY' });
    await add('d', 7);
    expect(await before('d')).toBe('a');
    expect(await before('what was never served')).toBe('d');
  });

  it('finds nothing where there is nothing else', async () => {
    await add('a', 1);
    await expect(history.find(undefined, supergraphDigest('a'))).rejects.toMatchObject({
      code: 'OV_SUPERGRAPH_NO_HISTORY',
    });
  });

  it('passes over what is damaged', async () => {
    await add('a', 1);
    await add('b', 2);
    const newest = (await readdir(folder)).sort().at(-1) ?? '';
    await writeFile(
      join(folder, newest),
      JSON.stringify({ digest: supergraphDigest('b'), from: '', since: '', sdl: 'x' }),
    );
    expect(await texts()).toEqual(['a']);
  });
});
