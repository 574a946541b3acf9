import type { Cursor } from './Cursor.js';
import { AMOUNT_BEGINS, type Amount, takeAmountOrRange } from './takeAmount.js';
import {
  COMPARISON_OR_SOFTENER,
  type Comparison,
  takeComparison,
  takePostposition,
  takeRoughly,
  takeSoft,
} from './takeComparison.js';
import type { CountAmount } from './WrittenQuota.js';

/** One thing said of how many are drawn; `offset` is where it stands in the cell. */
export type Term = { readonly offset: number } & (
  | { readonly kind: 'EXACTLY'; readonly amount: Amount }
  | { readonly kind: 'BOUND'; readonly comparison: Comparison; readonly amount: Amount }
  | { readonly kind: 'RANGE'; readonly from: Amount; readonly to: Amount }
  | { readonly kind: 'STATED'; readonly amount: CountAmount }
  | { readonly kind: 'TO_BE_SET' }
);

/** Source of a pattern for words around amounts that add nothing. */
const FILLERS =
  '(?:(?:按|拟|计划|随机|抽查|检查|抽取|抽检|抽|比例|比率|数量|户数|家数|为|年度?(?=抽查|检查|抽取)|对象(?:总数)?的|总数的|(?:19|20)\\d\\d *年度?|ratio\\b|quota\\b|:) *)*';

/** Source of a pattern for how a term begins, fillers included. */
export const TERM_BEGINS = `${FILLERS}(?:${AMOUNT_BEGINS}|${COMPARISON_OR_SOFTENER}|全部|全数|all\\b)`;

const LEADING = new RegExp(FILLERS, 'iy');
const TRAILING = /(?:的?比例)?(?:进行)?(?:抽查|检查|抽取|抽检)/y;
const TO_BE_SET = /待确定|待定|另定|to be set\b|tbd\b/iy;
const AND = /[,，]? *(?:并且|且|同时|并|and\b|&)/iy;

/** Takes words that add nothing before an amount: 抽查比例. */
export function takeFillers(cursor: Cursor): void {
  cursor.take(LEADING);
}

/** One term: 10-20%, 原则上≥10家, 待定. */
export function takeTerm(cursor: Cursor): Term | undefined {
  return cursor.attempt(() => {
    takeFillers(cursor);
    if (cursor.atEnd) {
      cursor.want('AMOUNT');
      return undefined;
    }
    const { offset } = cursor;
    if (cursor.take(TO_BE_SET) !== undefined) return { kind: 'TO_BE_SET', offset };
    const softBefore = takeSoft(cursor);
    takeFillers(cursor);
    const before = takeComparison(cursor);
    const softBetween = before === undefined ? undefined : takeSoft(cursor);
    const amounts = takeAmountOrRange(cursor);
    if (amounts === undefined) return undefined;
    const after = takePostposition(cursor);
    const soft = softBefore ?? softBetween ?? takeRoughly(cursor);
    cursor.take(TRAILING);
    if (before !== undefined && after !== undefined && before !== after) return undefined;
    const comparison = before ?? after;
    const soften = (amount: Amount): Amount => (soft === undefined ? amount : { ...amount, soft });
    const from = soften(amounts.from);
    if (amounts.to === undefined) {
      return comparison === undefined
        ? { kind: 'EXACTLY', amount: from, offset }
        : { kind: 'BOUND', comparison, amount: from, offset };
    }
    if (comparison !== undefined) throw cursor.error('OV_RULES_QUOTA_SYNTAX', offset, ['AMOUNT']);
    return { kind: 'RANGE', from, to: soften(amounts.to), offset };
  });
}

/** Terms joined by 且; undefined if there is none. @throws OV_RULES_QUOTA_SYNTAX after a 且 without a term */
export function takeTerms(cursor: Cursor): readonly Term[] | undefined {
  const first = takeTerm(cursor);
  return first === undefined ? undefined : [first, ...takeMoreTerms(cursor)];
}

/** Terms that are joined to those before by 且. @throws OV_RULES_QUOTA_SYNTAX after a 且 without a term */
export function takeMoreTerms(cursor: Cursor): readonly Term[] {
  const terms: Term[] = [];
  while (cursor.take(AND) !== undefined) {
    const next = takeTerm(cursor);
    if (next === undefined) throw cursor.syntaxError();
    terms.push(next);
  }
  return terms;
}
