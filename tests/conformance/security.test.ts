import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

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

const text = read('SECURITY.md');
const lines = linesOf(text);

describe('SECURITY.md', () => {
  it('lists at least forty attacks, numbered, each with a test', () => {
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.length).toBe(text.match(/^\| \d+ \|/gm)?.length);
  });

  it.each(lines)('line $number names a test that there is: $test', ({ file, test }) => {
    const quoted = [`'${test}`, `"${test}`].some((title) => read(file).includes(title));
    expect(quoted).toBe(true);
  });
});
