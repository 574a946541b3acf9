import type { z } from 'zod';
import { checkRows, checkSpan, checkText, checkTexts, type Report } from '../problems.js';
import type { PoolEntrySeed } from '../rows.js';

/** Entries of one call; a pool of a million is two hundred calls. */
export const MOST_ENTRIES = 5000;

/**
 * Checks pool entries: who is visited is either a credit code or an id of the owner's scheme, and what only this
 * department keeps fits its manifest.
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS
 */
export function checkPoolEntries(entries: readonly PoolEntrySeed[], details: z.ZodType<object>): void {
  checkRows(entries, MOST_ENTRIES, (entry, report) => {
    checkText('name', entry.name, report);
    checkText('industry', entry.industry, report);
    checkTexts('tags', entry.tags, report);
    checkSpan('validTo', entry.validFrom, entry.validTo, report);
    checkSubject(entry, report);
    const parsed = details.safeParse(detailsOf(entry));
    for (const issue of parsed.error?.issues ?? []) {
      report(['details', ...issue.path].join('.'), '不符合本部门的规定：', issue.message);
    }
  });
}

/** The id of who is visited: the credit code, or scheme:number. */
export function subjectIdOf(entry: PoolEntrySeed): string {
  return entry.uscc ?? `${entry.subjectScheme}:${entry.subjectNumber}`;
}

/** What only the department keeps, without members that were left null. */
export function detailsOf(entry: PoolEntrySeed): object {
  return Object.fromEntries(Object.entries(entry.details ?? {}).filter(([, value]) => value != null));
}

function checkSubject(entry: PoolEntrySeed, report: Report): void {
  const scheme = entry.subjectScheme ?? null;
  const number = entry.subjectNumber ?? null;
  if (entry.uscc != null) {
    if (scheme !== null || number !== null) {
      report(
        'uscc',
        '统一社会信用代码与自编标识只能填一种。',
        'Give a credit code or an id of your own scheme, not both.',
      );
    }
    return;
  }
  if (scheme === null || number === null) {
    report(
      'uscc',
      '须填统一社会信用代码，或同时填 subjectScheme 与 subjectNumber。',
      'Needs a credit code, or both subjectScheme and subjectNumber.',
    );
    return;
  }
  checkText('subjectNumber', number, report);
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(scheme)) {
    report('subjectScheme', '须为小写字母、数字与连字符。', 'Must be lower-case letters, digits and hyphens.');
  }
}
