import type { Cursor } from './Cursor.js';
import { CHINESE_NUMERAL, numberOf } from './numerals.js';
import { comparePercents, percentText } from './percentText.js';
import { UNIT_WORD, unitOf } from './units.js';
import type { CountAmount, PercentAmount } from './WrittenQuota.js';

/** A percentage or a count; which, shows its member. */
export type Amount = PercentAmount | CountAmount;

/** One amount, or the two ends of a range: both percentages, or both counts. */
export interface AmountOrRange {
  readonly from: Amount;
  readonly to?: Amount;
}

const NUMBER = /\d+(?:\.\d+)?/y;
const NUMERAL = new RegExp(`${CHINESE_NUMERAL}(?= *(?:[-至到]|${UNIT_WORD}))`, 'y');
const IN_WORDS = new RegExp(`(百|千)分之(\\d+(?:\\.\\d+)?|${CHINESE_NUMERAL})`, 'y');
const WHOLE = /全覆盖|全部|全数|all\b/iy;
const PERCENT_SIGN = /%|‰|per ?cent\b/iy;
const UNIT = new RegExp(UNIT_WORD, 'iy');
/** After a percentage a unit's word must not be the beginning of another one: 10%个体户. */
const PERCENT_UNIT = new RegExp(
  `(?:的|of )? *(${UNIT_WORD})(?!(?!且|并|同时|或|以|及|左右|抽|检)\\p{Script=Han})`,
  'iuy',
);
const NOUN = /的?(?:市场主体|经营主体|检查对象|企业|单位|机构|学校|主体|对象|经营者|商户|门店)/y;
const DASH = /-+|至(?![多少])|到|to\b(?! +be\b)/iy;

/** Source of a pattern for how an amount begins: 三家 but not the 一处 of 统一处理. */
export const AMOUNT_BEGINS = `\\d|[百千]分之|(?<![统同唯任逐第单专])${CHINESE_NUMERAL} *(?:[-至到] *${CHINESE_NUMERAL} *)?(?:${UNIT_WORD})|全覆盖|待定|待确定|另定|to be set\\b|tbd\\b`;

/** A percentage or count with its unit, or a range of them; in `10-20%` the unit of the second is that of the first. */
export function takeAmountOrRange(cursor: Cursor): AmountOrRange | undefined {
  const offset = startOf(cursor);
  const whole = cursor.take(WHOLE);
  if (whole !== undefined) return { from: { percent: '100' } };
  const first = takeNumber(cursor);
  if (first === undefined) return undefined;
  const firstSign = first.sign ?? takeSign(cursor);
  if (cursor.take(DASH) === undefined) {
    if (firstSign === undefined) {
      cursor.want('UNIT');
      return undefined;
    }
    return { from: amountOf(cursor, offset, first.digits, firstSign) };
  }
  const secondOffset = startOf(cursor);
  const second = takeNumber(cursor);
  const secondSign = second?.sign ?? (second === undefined ? undefined : takeSign(cursor));
  if (second === undefined || secondSign === undefined) {
    cursor.want(second === undefined ? 'RANGE_END' : 'UNIT');
    return undefined;
  }
  const from = amountOf(cursor, offset, first.digits, completed(firstSign, secondSign));
  const to = amountOf(cursor, secondOffset, second.digits, secondSign);
  if ('percent' in from !== 'percent' in to || from.unit !== to.unit) {
    throw cursor.error('OV_RULES_QUOTA_UNITS', secondOffset);
  }
  return { from, to };
}

/** The first sign of a range, with what only the second says: 10-20%, 10% to 20% of depots. */
function completed(first: Sign | undefined, second: Sign): Sign {
  if (first === undefined) return second;
  return 'left' in first && first.of === undefined && 'left' in second ? { ...second, left: first.left } : first;
}

/** A count, its unit optional: 基数90. */
export function takeCount(cursor: Cursor): CountAmount | undefined {
  return cursor.attempt(() => {
    const offset = startOf(cursor);
    const number = cursor.take(NUMBER, 'COUNT') ?? cursor.take(NUMERAL, 'COUNT');
    if (number === undefined || cursor.sees(PERCENT_SIGN)) return undefined;
    const unit = unitOf(cursor.take(UNIT)?.[0]);
    cursor.take(NOUN);
    return { count: wholeNumber(cursor, offset, number[0]), unit };
  });
}

/** A whole number that arithmetic can hold. @throws OV_RULES_QUOTA_COUNT */
export function wholeNumber(cursor: Cursor, offset: number, digits: string): number {
  const count = numberOf(digits);
  if (!Number.isSafeInteger(count)) throw cursor.error('OV_RULES_QUOTA_COUNT', offset);
  return count;
}

/** What follows a number: places to move its point for a percentage, or a unit. */
type Sign = { readonly left: number; readonly of?: string } | { readonly unit: string };

function startOf(cursor: Cursor): number {
  return cursor.atEnd ? cursor.text.length : cursor.offset;
}

function takeNumber(cursor: Cursor): { readonly digits: string; readonly sign?: Sign } | undefined {
  const inWords = cursor.take(IN_WORDS);
  if (inWords !== undefined) {
    const [, part, digits = ''] = inWords;
    return { digits, sign: withUnit(cursor, part === '千' ? 1 : 0) };
  }
  const number = cursor.take(NUMBER, 'AMOUNT') ?? cursor.take(NUMERAL, 'AMOUNT');
  return number === undefined ? undefined : { digits: number[0] };
}

function takeSign(cursor: Cursor): Sign | undefined {
  const percent = cursor.take(PERCENT_SIGN);
  if (percent !== undefined) return withUnit(cursor, percent[0] === '‰' ? 1 : 0);
  const unit = cursor.take(UNIT);
  if (unit === undefined) return undefined;
  cursor.take(NOUN);
  return { unit: unit[0] };
}

function withUnit(cursor: Cursor, left: number): Sign {
  const of = cursor.take(PERCENT_UNIT)?.[1];
  if (of === undefined) cursor.take(NOUN);
  return of === undefined ? { left } : { left, of };
}

function amountOf(cursor: Cursor, offset: number, digits: string, sign: Sign): Amount {
  if ('unit' in sign) return { count: wholeNumber(cursor, offset, digits), unit: unitOf(sign.unit) };
  const decimal = /^\d/.test(digits) ? digits : String(wholeNumber(cursor, offset, digits));
  const percent = percentText(decimal, sign.left);
  if (comparePercents(percent, '100') > 0) throw cursor.error('OV_RULES_QUOTA_PERCENT', offset);
  return sign.of === undefined ? { percent } : { percent, unit: unitOf(sign.of) };
}
