import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawCommand } from './draw.js';

const vector = fileURLToPath(new URL('../../../tests/vectors/draw-small.json', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** What `onevisit draw` prints for a file with this content. */
async function draw(content: unknown): Promise<unknown> {
  const file = join(folder, 'input.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  await drawCommand().parseAsync([file], { from: 'user' });
  return JSON.parse(printed);
}

describe('onevisit draw', () => {
  it('prints the outcome, and nothing else, of an input, of one in a vector, and of several', async () => {
    const { input, expected } = JSON.parse(await readFile(vector, 'utf8'));
    expect(await draw(input)).toEqual(expected);
    expect(await draw({ input, expected })).toEqual(expected);
    expect(await draw({ cases: [{ input }, { input }] })).toEqual([expected, expected]);
  });

  it('passes on what the protocol refuses', async () => {
    const { input } = JSON.parse(await readFile(vector, 'utf8'));
    input.terms.minOverlap = 0;
    await expect(draw(input)).rejects.toMatchObject({ code: 'OV_DRAW_MIN_OVERLAP_INVALID' });
  });

  it('names a file that it cannot read', async () => {
    await expect(draw('{"input":')).rejects.toMatchObject({
      code: 'OV_CLI_FILE_UNREADABLE',
      message: expect.stringContaining('input.json'),
    });
  });
});
