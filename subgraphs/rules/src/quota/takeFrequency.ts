import type { Cursor } from './Cursor.js';
import { CHINESE_NUMERAL, NUMBER_WORD } from './numerals.js';
import { wholeNumber } from './takeAmount.js';
import { type Comparison, takeComparison, takeSoft } from './takeComparison.js';
import { takeFillers } from './takeTerm.js';
import type { Frequency } from './WrittenQuota.js';

const WHOLE = `\\d+|${CHINESE_NUMERAL}`;
const WHOLE_EN = `\\d+|${NUMBER_WORD}`;
/** A period has at most three digits: 2024年 is a year. */
const LENGTH = `\\d{1,3}(?!\\d)|${CHINESE_NUMERAL}`;
/** Not the beginning of 每年比例之和 or of 年度抽查. */
const NOT_TOTAL = '(?!度|(?:抽查|检查)?(?:的?比例)?(?:之和|合计|累计|总和))';
const PERIOD = new RegExp(`(?:每 *(${LENGTH})?|(${LENGTH})) *个? *(年|半年|季度|季|月)${NOT_TOTAL} *内?|半年`, 'y');
const RATE = new RegExp(`/ *每? *(${LENGTH})? *个? *(年|半年|季度|季|月)${NOT_TOTAL}`, 'y');
const EVERY = new RegExp(
  `(?:(?:in +)?(?:a|per|each|every|any)|in) +(?:(${WHOLE_EN}) +)?(half-year|year|quarter|month)s?\\b`,
  'iy',
);
const TIMES = new RegExp(`(${WHOLE})(?: *(?:-+|至|到) *(${WHOLE}))? *次`, 'y');
const TIMES_EN = new RegExp(`(once|twice)\\b|(${WHOLE_EN})(?: +to +(${WHOLE_EN}))? +times?\\b`, 'iy');

const MONTHS: Readonly<Record<string, number>> = {
  年: 12,
  半年: 6,
  季度: 3,
  季: 3,
  月: 1,
  year: 12,
  'half-year': 6,
  quarter: 3,
  month: 1,
};

/** Source of a pattern for what only a frequency has. */
export const FREQUENCY_HAS = `(?:${CHINESE_NUMERAL}) *次|\\b(?:once|twice)\\b`;

/** How often: 不少于1次/年, 每三年至少一次, 抽查1次, at least once in three years. @throws OV_RULES_QUOTA_REVERSED, OV_RULES_QUOTA_COUNT */
export function takeFrequency(cursor: Cursor): Frequency | undefined {
  return cursor.attempt(() => {
    takeFillers(cursor);
    const soft = takeSoft(cursor);
    const early = takeComparison(cursor);
    const period = takePeriod(cursor);
    takeFillers(cursor);
    const comparison = early ?? takeComparison(cursor);
    takeFillers(cursor);
    const times = takeTimes(cursor, comparison);
    if (times === undefined) return undefined;
    const months = period ?? takeRate(cursor);
    return { ...times, ...(months !== undefined && { months }), ...(soft !== undefined && { soft }) };
  });
}

function takePeriod(cursor: Cursor): number | undefined {
  const { offset } = cursor;
  const match = cursor.take(PERIOD);
  if (match === undefined) return undefined;
  const [, every, several, unit] = match;
  return monthsOf(cursor, offset, every ?? several, unit ?? '半年');
}

function takeRate(cursor: Cursor): number | undefined {
  const { offset } = cursor;
  const [, number, unit] = cursor.take(RATE) ?? cursor.take(EVERY) ?? [];
  return unit === undefined ? undefined : monthsOf(cursor, offset, number, unit.toLowerCase());
}

function monthsOf(cursor: Cursor, offset: number, number: string | undefined, unit: string): number {
  const months = (number === undefined ? 1 : wholeNumber(cursor, offset, number)) * (MONTHS[unit] ?? 0);
  if (months === 0 || !Number.isSafeInteger(months)) throw cursor.error('OV_RULES_QUOTA_COUNT', offset);
  return months;
}

function takeTimes(cursor: Cursor, comparison: Comparison | undefined): Pick<Frequency, 'least' | 'most'> | undefined {
  const { offset } = cursor;
  const chinese = cursor.take(TIMES, 'TIMES');
  const english = chinese === undefined ? cursor.take(TIMES_EN) : undefined;
  const inWord = english?.[1]?.toLowerCase();
  const first = chinese?.[1] ?? english?.[2] ?? (inWord === undefined ? undefined : inWord === 'once' ? '1' : '2');
  if (first === undefined) return undefined;
  const least = wholeNumber(cursor, offset, first);
  const second = chinese?.[2] ?? english?.[3];
  if (second === undefined) return boundOf(comparison, least);
  const most = wholeNumber(cursor, offset, second);
  if (comparison !== undefined) throw cursor.error('OV_RULES_QUOTA_SYNTAX', offset, ['TIMES']);
  if (least > most) throw cursor.error('OV_RULES_QUOTA_REVERSED', offset);
  return { least, most };
}

function boundOf(comparison: Comparison | undefined, times: number): Pick<Frequency, 'least' | 'most'> {
  switch (comparison) {
    case undefined:
      return { least: times, most: times };
    case 'AT_LEAST':
      return { least: times };
    case 'OVER':
      return { least: times + 1 };
    case 'AT_MOST':
      return { most: times };
    case 'UNDER':
      return { most: Math.max(0, times - 1) };
  }
}
