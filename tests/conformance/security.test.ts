import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testTitles } from './testTitles.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');

interface Line {
  readonly number: number;
  readonly file: string;
  readonly test: string;
}

/** The lines of SECURITY.md that name an attack: number, attack, defence, test. */
function linesOf(text: string): Line[] {
  return [...text.matchAll(/^\| (\d+) \|.+\| \[[^\]]+\]\(([^)]+)\): `(.+)` \|$/gm)].map(
    ([, number, file = '', test = '']) => ({
      number: Number(number),
      file,
      test,
    }),
  );
}

const known = new Map<string, readonly string[]>();

/** The titles of the tests in a file, read once. */
function titlesOf(file: string): readonly string[] {
  const titles = known.get(file) ?? testTitles(read(file));
  known.set(file, titles);
  return titles;
}

const text = read('SECURITY.md');
const lines = linesOf(text);

describe('SECURITY.md', () => {
  it('lists at least forty attacks, numbered, each with a test', () => {
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.length).toBe(text.match(/^\| \d+ \|/gm)?.length);
  });

  it.each(lines)('line $number names a test that there is: $test', ({ file, test }) => {
    expect(titlesOf(file).filter((title) => title.startsWith(test))).not.toEqual([]);
  });

  it('would not be content with a test that is skipped, or only written about', () => {
    const source = `
      // it('written about', run);
      const text = "it('quoted', run)";
      const rows: Row[] = [['named in a row', 1]];
      it.skip('skipped', run);
      it.todo('to do');
      describe.skip('group', () => { it('in a skipped group', run); });
      describe('group', () => { it.skipIf(isSlow)('skipped at times', run); it.skip.each([['in a skipped row']])('%s', run); });
      describe('group', () => { it('that runs', run); it.each(rows)('%s and so on', run); });
      it.each(['text/plain', 'text/html'] as const)('a form of %s', run);
    `;
    const titles = ['that runs', '%s and so on', 'named in a row', 'a form of %s', 'text/plain', 'text/html'];
    expect(testTitles(source)).toEqual(titles);
  });
});
