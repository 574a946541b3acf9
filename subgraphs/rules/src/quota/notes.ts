import type { Cursor } from './Cursor.js';
import { AMOUNT_BEGINS } from './takeAmount.js';
import { FREQUENCY_HAS } from './takeFrequency.js';

/** Part of a cell that is no part of its quota, as written. */
export interface Note {
  readonly text: string;
  readonly offset: number;
}

/** Up to the next separator that is neither quoted nor in parentheses. */
const SEGMENT = /(?:"(?:[^"]|"")*"|“[^”]*”|\([^()]*\)|[^;,\n])+/y;
/** The same, inside parentheses. */
const SEGMENT_INSIDE = /[^;,\n()]+/y;
/** Numbers that count or name something else than subjects: items, inspectors, dates, articles. */
const OTHER_NUMBERS = new RegExp(
  [
    '\\d+ *(?:个|名|项|位|人)? *(?:抽查|检查|执法)?(?:事项|人员|专家|部门)',
    '(?:19|20)\\d\\d *年度?',
    '\\d+ *月(?:份|底|初|中旬)?',
    '\\d+ *日',
    '第 *\\d+ *[条款项号批季]',
  ].join('|'),
  'g',
);
const AMOUNT = new RegExp(`[%‰≥≤<>]|${AMOUNT_BEGINS}|${FREQUENCY_HAS}|全部 *$|全数 *$|^ *all *$`, 'i');

/** Whether text has anything that could be an amount or a frequency. */
function hasAmount(text: string): boolean {
  return AMOUNT.test(text.replaceAll(OTHER_NUMBERS, ''));
}

/** Takes a part of the cell up to the next separator if nothing in it could be an amount. */
export function takeNote(cursor: Cursor, place: 'OUTSIDE' | 'PARENTHESIS'): Note | undefined {
  return cursor.attempt(() => {
    const segment = cursor.take(place === 'OUTSIDE' ? SEGMENT : SEGMENT_INSIDE)?.[0];
    if (segment === undefined || hasAmount(segment)) return undefined;
    const offset = cursor.offset - segment.length;
    return { text: cursor.cell.slice(offset, cursor.offset).trim(), offset };
  });
}

/** Why a cell holds no quota. */
export type NoQuota = 'EMPTY' | 'NO_AMOUNT' | 'COUNTS_SOMETHING_ELSE';

/** The reasons in words. */
export const NO_QUOTA: Readonly<Record<NoQuota, { readonly zh: string; readonly en: string }>> = {
  EMPTY: { zh: '单元格为空', en: 'the cell is empty' },
  NO_AMOUNT: { zh: '没有比例、数量或频次，只是说明', en: 'no ratio, count or frequency, only a remark' },
  COUNTS_SOMETHING_ELSE: {
    zh: '其中的数字不是检查对象的数量（如检查人员、事项、日期）',
    en: 'its numbers do not count subjects (but inspectors, items or dates)',
  },
};

/** Why a normalised cell of notes alone holds no quota. */
export function whyNoQuota(text: string): NoQuota {
  if (text.trim() === '') return 'EMPTY';
  return text.replaceAll(OTHER_NUMBERS, '') === text ? 'NO_AMOUNT' : 'COUNTS_SOMETHING_ELSE';
}
