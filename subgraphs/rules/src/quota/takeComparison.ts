import type { Cursor } from './Cursor.js';
import type { Soft } from './WrittenQuota.js';

/** How an amount bounds: OVER and UNDER leave the amount itself out. */
export type Comparison = 'AT_LEAST' | 'AT_MOST' | 'OVER' | 'UNDER';

/** Words before an amount. The order matters: 不超过 before 超过. */
export const COMPARISONS: readonly (readonly [Comparison, readonly string[]])[] = [
  [
    'AT_LEAST',
    [
      ...['≥', '>=', '不低于', '不得低于', '不少于', '不得少于', '不小于', '至少', '最少', '最低'],
      ...['at least', 'no less than', 'not less than', 'no fewer than', 'not fewer than', 'minimum'],
    ],
  ],
  [
    'AT_MOST',
    [
      ...[
        '≤',
        '<=',
        '不超过',
        '不得超过',
        '不高于',
        '不得高于',
        '不多于',
        '不得多于',
        '不大于',
        '至多',
        '最多',
        '最高',
      ],
      ...['at most', 'no more than', 'not more than', 'up to', 'not exceeding', 'maximum'],
    ],
  ],
  ['OVER', ['>', '超过', '高于', '多于', '大于', 'more than', 'over', 'above']],
  ['UNDER', ['<', '低于', '少于', '小于', '不足', '不满', 'less than', 'fewer than', 'under', 'below']],
];

/**
 * Words after an amount: 以上, 以下 and 以内 include it (Civil Code, art. 1259) unless it is said that they do not.
 */
export const POSTPOSITIONS: readonly (readonly [Comparison, readonly string[]])[] = [
  ['OVER', ['以上(不含)']],
  ['UNDER', ['以下(不含)', '以内(不含)']],
  ['AT_LEAST', ['以上(含)', '(含)以上', '及以上', '以上', 'or more']],
  ['AT_MOST', ['以下(含)', '(含)以下', '(含)以内', '及以下', '以下', '以内', 'or fewer', 'or less']],
];

/** Words that take the edge off an amount or a bound; 一般 only before a comparison. */
export const SOFTENERS: readonly (readonly [Soft, readonly string[]])[] = [
  ['IN_PRINCIPLE', ['原则上', 'in principle']],
  ['ABOUT', ['大约', '约', 'about', 'approximately', 'around']],
];

/** Source of a pattern for any of some words: English ones whole, with any space between. */
export function anyOf(words: readonly string[]): string {
  return words
    .map((word) => {
      const source = word.replace(/[()]/g, '\\$&').replaceAll(' ', ' +');
      return /^[a-z]/.test(word) ? `${source}\\b` : source;
    })
    .join('|');
}

const GENERALLY = `一般(?=${COMPARISONS.map(([, words]) => anyOf(words)).join('|')})`;

/** Source of a pattern for any comparison or softener before an amount. */
export const COMPARISON_OR_SOFTENER = [
  ...[...COMPARISONS, ...SOFTENERS].map(([, words]) => anyOf(words)),
  GENERALLY,
].join('|');

const BEFORE = COMPARISONS.map(([comparison, words]) => [comparison, new RegExp(anyOf(words), 'iy')] as const);
const AFTER = POSTPOSITIONS.map(([comparison, words]) => [comparison, new RegExp(anyOf(words), 'iy')] as const);
const SOFT = SOFTENERS.map(([soft, words]) => [soft, new RegExp(anyOf(words), 'iy')] as const);
const GENERAL = new RegExp(GENERALLY, 'iy');
const ROUGHLY = /左右/y;

/** A comparison that stands before an amount. */
export function takeComparison(cursor: Cursor): Comparison | undefined {
  return BEFORE.find(([, pattern]) => cursor.take(pattern) !== undefined)?.[0];
}

/** A comparison that stands after an amount. */
export function takePostposition(cursor: Cursor): Comparison | undefined {
  return AFTER.find(([, pattern]) => cursor.take(pattern) !== undefined)?.[0];
}

/** A softener before an amount or a comparison. */
export function takeSoft(cursor: Cursor): Soft | undefined {
  if (cursor.take(GENERAL) !== undefined) return 'IN_PRINCIPLE';
  return SOFT.find(([, pattern]) => cursor.take(pattern) !== undefined)?.[0];
}

/** A softener after an amount. */
export function takeRoughly(cursor: Cursor): Soft | undefined {
  return cursor.take(ROUGHLY) === undefined ? undefined : 'ABOUT';
}
