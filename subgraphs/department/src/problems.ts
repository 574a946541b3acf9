import { textFault } from '@onevisit/draw';
import type { OneVisitError } from '@onevisit/kit';
import { departmentError } from './errors.js';

/** What is wrong with one field of one row; `row` counts from 1, as people do. */
export interface RowProblem {
  readonly row: number;
  readonly code: string;
  readonly field: string;
  readonly problem: string;
}

/** Collects what is wrong with a row: `report(field, '中文。', 'English.')`. */
export type Report = (field: string, zh: string, en: string) => void;

/** Problems listed in an answer; the count in its message is of all. */
const MOST_LISTED = 100;

/**
 * Checks every row, and that no code stands twice.
 * @throws OV_DEPT_TOO_MANY_ROWS, or OV_DEPT_ROWS_REFUSED with every row, field and problem
 */
export function checkRows<Row extends { readonly code: string }>(
  rows: readonly Row[],
  most: number,
  check: (row: Row, report: Report) => void,
): void {
  if (rows.length > most) throw departmentError('OV_DEPT_TOO_MANY_ROWS', { rows: rows.length, most });
  const problems: RowProblem[] = [];
  const rowOfCode = new Map<string, number>();
  rows.forEach((row, index) => {
    const report: Report = (field, zh, en) =>
      problems.push({ row: index + 1, code: row.code, field, problem: `${zh} ${en}` });
    const earlier = rowOfCode.get(row.code);
    if (earlier !== undefined) report('code', `与第 ${earlier} 行重复。`, `Stands in row ${earlier} already.`);
    rowOfCode.set(row.code, index + 1);
    checkText('code', row.code, report);
    check(row, report);
  });
  if (problems.length > 0) throw rowsRefused(problems);
}

/** The refusal of a batch, with its problems. There must be at least one. */
export function rowsRefused(problems: readonly RowProblem[]): OneVisitError {
  const [first = { row: 0, field: '', problem: '' }] = problems;
  return departmentError(
    'OV_DEPT_ROWS_REFUSED',
    { count: problems.length, row: first.row, field: first.field, problem: first.problem },
    { problems: problems.slice(0, MOST_LISTED) },
  );
}

/** Text that may enter a draw: not empty, Unicode NFC, no control character (draw protocol, Notation). */
export function checkText(field: string, text: string, report: Report): void {
  if (text.trim() === '') report(field, '不能为空。', 'Must not be empty.');
  else reportFault(field, text, report);
}

function reportFault(field: string, text: string, report: Report): void {
  const fault = textFault(text);
  if (fault === 'TEXT_NOT_NFC') report(field, '不是 Unicode NFC 形式。', 'Is not Unicode NFC.');
  else if (fault !== undefined)
    report(field, '含控制字符或残缺字符。', 'Holds a control character or half a character.');
}

/** A list of texts, none twice. */
export function checkTexts(field: string, texts: readonly string[], report: Report): void {
  texts.forEach((text, index) => {
    checkText(`${field}[${index}]`, text, report);
    if (texts.indexOf(text) !== index) report(`${field}[${index}]`, '重复。', 'Stands twice.');
  });
}

/** A span of days; `to` may be open. */
export function checkSpan(field: string, from: string, to: string | null | undefined, report: Report): void {
  if (to != null && to < from)
    report(field, `止于 ${to}，早于起始日 ${from}。`, `Ends on ${to}, before it begins on ${from}.`);
}
