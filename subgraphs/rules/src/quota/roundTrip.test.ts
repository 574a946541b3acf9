import { OneVisitError } from '@onevisit/kit/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseQuota } from './parseQuota.js';
import { printQuota } from './printQuota.js';
import { quotas } from './quotas.fixture.js';
import { COMPARISONS, SOFTENERS } from './takeComparison.js';

it.each(['zh', 'en'] as const)('reads every quota back from its canonical text in %s', (language) => {
  fc.assert(
    fc.property(quotas, (quota) => {
      expect(parseQuota(printQuota(quota, language))).toEqual({ kind: 'QUOTA', quota, notes: [] });
    }),
    { numRuns: 300 },
  );
});

const PIECES = [
  ...[
    '3%',
    '10-20',
    '家',
    '户',
    '次/年',
    '市级',
    '守信',
    'A',
    '(',
    ')',
    '（',
    '"',
    '“',
    '；',
    '，',
    '/',
    ' ',
    '\n',
    '且',
    '或',
    '每',
  ],
  ...[
    '三',
    '百分之',
    '时',
    '抽',
    '各',
    '其余',
    '总体',
    '基数',
    '目标',
    '待定',
    '全覆盖',
    '以上',
    '不含',
    '💡',
    '\ud800',
    '%',
    '0.',
    '一般检查事项',
  ],
  ...['9'.repeat(40), 'once', 'every', 'years', 'to', 'pools of', 'units', '左右', '千分之', '备注'],
  ...[...COMPARISONS, ...SOFTENERS].flatMap(([, words]) => words),
];
const garbage = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 2 })), { maxLength: 20 })
    .map((all) => all.join('')),
);

it('reads any text as a quota that prints and reads back the same, as free text, or refuses it with a place in it', () => {
  fc.assert(
    fc.property(garbage, (cell) => {
      const parsed = parsedOrError(cell);
      if (parsed instanceof OneVisitError) {
        expect(parsed.code).toMatch(/^OV_RULES_QUOTA_/);
        const { offset, shown } = parsed.extensions;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(cell.length);
        expect(shown).toMatch(/\^$/);
      } else if (parsed.kind === 'QUOTA') {
        for (const language of ['zh', 'en'] as const) {
          expect(parseQuota(printQuota(parsed.quota, language))).toMatchObject({ quota: parsed.quota, notes: [] });
        }
      }
    }),
    { numRuns: 2000 },
  );
});

it('ends soon with text made to be slow, or the test is ended', () => {
  const slow = ['(', '"', '守信、', '5', '≥', '不低于', '抽查', 'A/', '守', ' ', '3%且', '10-', '一', '("'];
  for (const piece of slow)
    for (const end of ['', '%', '家', ')']) parsedOrError(piece.repeat(5000 / piece.length - 1) + end);
});

function parsedOrError(cell: string) {
  try {
    return parseQuota(cell);
  } catch (error) {
    if (error instanceof OneVisitError) return error;
    throw error;
  }
}
