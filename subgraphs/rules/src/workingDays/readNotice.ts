import { ruleError } from '../errors.js';
import { printPlace, SourceText } from '../SourceText.js';
import { checkNotice } from './checkNotice.js';
import type { YearNotice } from './YearNotice.js';

/**
 * Reads a year's notice from YAML or JSON (`schemas/year-notice.schema.json`).
 * @param name how errors call the text: a file's name
 * @throws OV_RULES_UNREADABLE, or OV_RULES_NOTICE_REFUSED with every problem, its line and column
 */
export function readNotice(text: string, name = 'notice'): YearNotice {
  const source = new SourceText(name, text);
  const [problem] = source.problems;
  if (problem !== undefined) {
    throw ruleError('OV_RULES_UNREADABLE', { place: printPlace(problem.place), reason: problem.problem });
  }
  return checkNotice(source.content, (path) => printPlace(source.placeOfName(path)));
}
