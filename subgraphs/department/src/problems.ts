import { textFault } from '@onevisit/draw/text';
import type { OneVisitError } from '@onevisit/kit';
import { departmentError } from './errors.js';

/** What is wrong with one field of one row; `row` counts from 1, as people do. */
export interface RowProblem {
  readonly row: number;
  readonly code: string;
  readonly field: string;
  readonly problem: string;
  /** Where in the field's text, from 1. */
  readonly character?: number;
}

/** Collects what is wrong with a row: `report(field, '中文。', 'English.')`; with the place in a text, from 1, if there is one. */
export type Report = (field: string, zh: string, en: string, character?: number) => void;

/** Problems listed in an answer; the count in its message is of all. */
const MOST_LISTED = 100;

/** Characters of a code: it is part of ids and stands in indexes. */
export const MOST_CODE = 100;
/** Characters of a name, title or tag: PostgreSQL refuses index entries of more than some 2,700 bytes. */
export const MOST_TEXT = 500;
/** Characters of a text that nothing sorts or looks up by. */
export const MOST_LONG_TEXT = 5000;
/** Texts in one list of a row. */
const MOST_TEXTS = 1000;

/**
 * Checks every row, and that no code stands twice.
 * @param check is told the row's number, from 1
 * @throws OV_DEPT_TOO_MANY_ROWS, or OV_DEPT_ROWS_REFUSED with every row, field and problem
 */
export function checkRows<Row extends { readonly code: string }>(
  rows: readonly Row[],
  most: number,
  check: (row: Row, report: Report, number: number) => void,
): void {
  if (rows.length > most) throw departmentError('OV_DEPT_TOO_MANY_ROWS', { rows: rows.length, most });
  const listed: RowProblem[] = [];
  let count = 0;
  const rowOfCode = new Map<string, number>();
  rows.forEach((row, index) => {
    const number = index + 1;
    const report: Report = (field, zh, en, character) => {
      count += 1;
      if (listed.length >= MOST_LISTED) return;
      const place = character === undefined ? {} : { character };
      listed.push({ row: number, code: row.code, field, problem: `${zh} ${en}`, ...place });
    };
    const earlier = rowOfCode.get(row.code);
    if (earlier !== undefined) report('code', `与第 ${earlier} 行重复。`, `Stands in row ${earlier} already.`);
    else rowOfCode.set(row.code, number);
    checkText('code', row.code, report, MOST_CODE);
    check(row, report, number);
  });
  if (count > 0) throw rowsRefused(listed, count);
}

/** The refusal of a batch, with its problems. There must be at least one; `count` is of those that are not listed too. */
export function rowsRefused(problems: readonly RowProblem[], count: number = problems.length): OneVisitError {
  const [first = { row: 0, field: '', problem: '' }] = problems;
  return departmentError(
    'OV_DEPT_ROWS_REFUSED',
    { count, row: first.row, field: first.field, problem: first.problem },
    { problems: problems.slice(0, MOST_LISTED) },
  );
}

/** Text that may enter a draw: not empty, Unicode NFC, no control character (draw protocol, Notation), not too long. */
export function checkText(field: string, text: string, report: Report, most: number = MOST_TEXT): void {
  if (text.trim() === '') report(field, '不能为空。', 'Must not be empty.');
  if (text.length > most) {
    report(
      field,
      `不能超过 ${most} 个字符，实为 ${text.length} 个。`,
      `Has ${text.length} characters, at most ${most}.`,
    );
  }
  const fault = textFault(text);
  if (fault === 'TEXT_NOT_NFC') report(field, '不是 Unicode NFC 形式。', 'Is not Unicode NFC.');
  else if (fault !== undefined)
    report(field, '含控制字符或残缺字符。', 'Holds a control character or half a character.');
}

/** A list of texts, none twice. */
export function checkTexts(field: string, texts: readonly string[], report: Report, most: number = MOST_TEXT): void {
  if (texts.length > MOST_TEXTS) {
    report(
      field,
      `最多 ${MOST_TEXTS} 项，收到 ${texts.length} 项。`,
      `At most ${MOST_TEXTS} of them, got ${texts.length}.`,
    );
    return;
  }
  const seen = new Set<string>();
  texts.forEach((text, index) => {
    checkText(`${field}[${index}]`, text, report, most);
    if (seen.has(text)) report(`${field}[${index}]`, '重复。', 'Stands twice.');
    seen.add(text);
  });
}

/** A span of days; `to` may be open. */
export function checkSpan(field: string, from: string, to: string | null | undefined, report: Report): void {
  if (to != null && to < from)
    report(field, `止于 ${to}，早于起始日 ${from}。`, `Ends on ${to}, before it begins on ${from}.`);
}
