import type * as z from 'zod';
import { checkRows, checkSpan, checkText, checkTexts, MOST_CODE, MOST_LONG_TEXT, type Report } from '../problems.js';
import type { PoolEntrySeed } from '../rows.js';

/** An entry whose details are as the department's manifest reads them. */
export type CheckedPoolEntry = Omit<PoolEntrySeed, 'details'> & { readonly details: object };

/** Entries of one call; a pool of a million is two hundred calls. */
const MOST_ENTRIES = 5000;

/**
 * Checks pool entries: who is visited is either a credit code or an id of the owner's scheme, and what only this
 * department keeps fits its manifest.
 * @returns the entries with their details as the manifest reads them
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS
 */
export function checkPoolEntries(
  entries: readonly PoolEntrySeed[],
  details: z.ZodType<object>,
): readonly CheckedPoolEntry[] {
  const checked: CheckedPoolEntry[] = [];
  checkRows(entries, MOST_ENTRIES, (entry, report) => {
    checkText('name', entry.name, report);
    checkText('industry', entry.industry, report);
    checkTexts('tags', entry.tags, report);
    checkTexts('marks', entry.marks, report);
    checkSpan('validTo', entry.validFrom, entry.validTo, report);
    // A stratum has no such name: it stands for every stratum without a rule of its own (draw protocol, 1).
    if (entry.industry === '*') report('industry', '不能为“*”。', 'Must not be "*".');
    checkSubject(entry, report);
    const stated = detailsOf(entry);
    checkDetailTexts(stated, report);
    const parsed = details.safeParse(stated);
    for (const issue of parsed.error?.issues ?? []) {
      report(['details', ...issue.path].join('.'), '不符合本部门的规定：', issue.message);
    }
    if (parsed.success) checked.push({ ...entry, details: parsed.data });
  });
  return checked;
}

function checkDetailTexts(details: object, report: Report): void {
  for (const [field, value] of Object.entries(details)) {
    if (typeof value === 'string') checkText(`details.${field}`, value, report, MOST_LONG_TEXT);
    if (Array.isArray(value)) {
      const texts = value.filter((part) => typeof part === 'string');
      checkTexts(`details.${field}`, texts, report, MOST_LONG_TEXT);
    }
  }
}

/** The id of who is visited: the credit code, or scheme:number. */
export function subjectIdOf(entry: Omit<PoolEntrySeed, 'details'>): string {
  return entry.uscc ?? `${entry.subjectScheme}:${entry.subjectNumber}`;
}

/** What only the department keeps, without members that were left null. */
function detailsOf(entry: PoolEntrySeed): object {
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
  checkText('subjectNumber', number, report, MOST_CODE);
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(scheme)) {
    report('subjectScheme', '须为小写字母、数字与连字符。', 'Must be lower-case letters, digits and hyphens.');
  }
}
