import * as z from 'zod';
import { CATALOGUE } from '../catalogue/index.js';
import type { Path, SourceText } from '../SourceText.js';
import type { PackProblems } from './PackProblem.js';

type Issue = z.core.$ZodIssue;

const inChinese = z.locales.zhCN().localeError;
const inEnglish = z.locales.en().localeError;

/**
 * What stands at a path of a file, if it has the shape; else undefined, and its problems are added.
 * @param under where the value stands in the file
 */
export function checkShape<Value>(
  shape: z.ZodType<Value>,
  value: unknown,
  under: Path,
  text: SourceText,
  problems: PackProblems,
): Value | undefined {
  const parsed = shape.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.flatMap((each) => nearest(each))) {
    report(issue, [...under, ...issue.path], text, problems);
  }
  return undefined;
}

function report(issue: Issue, path: Path, text: SourceText, problems: PackProblems): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) problems.addToName('OV_RULES_PACK_UNKNOWN_KEY', [...path, key], { key });
  } else if (!text.has(path)) {
    const key = String(path.at(-1));
    const isCitation = key === 'cite';
    problems.addToName(isCitation ? 'OV_RULES_PACK_NOT_CITED' : 'OV_RULES_PACK_MISSING', path, { key });
  } else if (path.at(-1) === 'cite' && issue.code === 'too_small') {
    problems.add('OV_RULES_PACK_NOT_CITED', path);
  } else {
    problems.add('OV_RULES_PACK_VALUE', path, textsOf(issue));
  }
}

/** What is wrong with a value, in both languages; a shape's own words are in both. */
function textsOf(issue: Issue): { zh: string; en: string } {
  const raw = issue as z.core.$ZodRawIssue;
  const textOf = (message: ReturnType<typeof inChinese>) =>
    (typeof message === 'string' ? message : message?.message) ?? issue.message;
  const isOwn = issue.message !== textOf(inEnglish(raw));
  return { zh: isOwn ? issue.message : textOf(inChinese(raw)), en: issue.message };
}

/** The issues of the alternative that was meant: one whose own kind of value is there, and of these the one with fewest. */
function nearest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const alternatives = issue.errors.map((issues) => issues.flatMap((each) => nearest(each)));
  const distance = (issues: Issue[]) => {
    const isOfOtherType = issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);
    return issues.length + (isOfOtherType ? 1000 : 0);
  };
  const best = alternatives.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return best.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

/** The names of all kinds, to be told to whoever misspelt one. */
export const KINDS = CATALOGUE.map(({ kind }) => kind).join(', ');
