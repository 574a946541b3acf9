import { readFileSync } from 'node:fs';
import { OneVisitError } from '@onevisit/kit/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from './grammarPage.fixture.js';
import { parseQuota } from './parseQuota.js';
import { printQuota } from './printQuota.js';
import { COMPARISONS, POSTPOSITIONS, SOFTENERS } from './takeComparison.js';
import { UNITS } from './units.js';

const page = readFileSync(new URL('../../QUOTA.md', import.meta.url), 'utf8');
const [, grammar = ''] = /```ebnf\n([\s\S]*?)```/.exec(page) ?? [];
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').slice(1, -1));

/** The words in code in a cell of a table. */
const wordsIn = (cell: string | undefined): readonly string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe('QUOTA.md', () => {
  const examples = rows.filter((row) => row.length === 3 && row.every((cell) => wordsIn(cell).length === 1));

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each(examples.map((row) => row.flatMap(wordsIn)))('reads and prints %s', (cell = '', zh, en) => {
    const parsed = parseQuota(cell);
    if (parsed.kind !== 'QUOTA') throw new Error(parsed.reason);
    expect([printQuota(parsed.quota, 'zh'), printQuota(parsed.quota, 'en')]).toEqual([zh, en]);
  });

  it('lists the words of each class', () => {
    const listed = Object.fromEntries(
      rows
        .filter((row) => row.length === 2)
        .map(([name = '', words]) => [name.replaceAll('`', '').trim(), wordsIn(words)]),
    );
    for (const [comparison, words] of COMPARISONS) expect(listed[comparison]).toEqual(words);
    const after = { OVER: 'after, over', UNDER: 'after, under', AT_LEAST: 'after, least', AT_MOST: 'after, most' };
    for (const [comparison, words] of POSTPOSITIONS) expect(listed[after[comparison]]).toEqual(words);
    for (const [soft, words] of SOFTENERS) expect(listed[soft]?.slice(0, -1)).toEqual(words);
    const units = Object.values(UNITS);
    expect(listed.unit).toEqual([...units.flatMap(({ zh }) => zh), ...units.map(({ en }) => en[1])]);
  });

  it('shows the error that its example gives', () => {
    const [, cell = '', message = ''] = /```text\n(.*)\n([\s\S]*?)\n```/.exec(page) ?? [];
    expect(() => parseQuota(cell)).toThrow(expect.objectContaining({ message }));
  });

  it('derives only cells that are understood', () => {
    const words = (lists: readonly (readonly [string, readonly string[]])[]) =>
      fc.constantFrom(...lists.flatMap(([, all]) => all));
    const cells = sentencesOf(grammar, 'cell', {
      newline: fc.constant('\n'),
      number: fc.nat(100).map(String),
      decimal: fc.constantFrom('0', '0.5', '12.50', '100'),
      unit: fc.constantFrom(...Object.values(UNITS).flatMap(({ zh, en }) => [...zh, en[1]])),
      comparison: words(COMPARISONS),
      postposition: words(POSTPOSITIONS),
      softener: words(SOFTENERS),
      capital: fc.constantFrom('A', 'B', 'AA', 'C类'),
      han: fc.constantFrom('守信', '严重失信', '生产企业', '个体工商户'),
      text: fc.constantFrom('a;b', '5%', 'x""y'),
      note: fc.constantFrom('按A/B/C/D递加', '同一任务含6个事项', '统一处理', 'as announced'),
    });
    // A derivation may contradict itself, which is not the grammar's business.
    const fault = (cell: string) => {
      try {
        parseQuota(cell);
        return undefined;
      } catch (error) {
        return error instanceof OneVisitError && error.code !== 'OV_RULES_QUOTA_SYNTAX' ? undefined : error;
      }
    };
    fc.assert(
      fc.property(cells, (cell) => {
        expect(fault(cell)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
