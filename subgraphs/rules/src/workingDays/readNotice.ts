import { readSourceText } from '../sourceText.js';
import { checkNotice } from './checkNotice.js';
import type { YearNotice } from './YearNotice.js';

/**
 * Reads a year's notice from YAML or JSON (`schemas/year-notice.schema.json`).
 * @param name how errors call the text: a file's name
 * @throws OV_RULES_UNREADABLE, or OV_RULES_NOTICE_REFUSED with every problem, its line and column
 */
export function readNotice(text: string, name = 'notice'): YearNotice {
  const source = readSourceText(text, name);
  return checkNotice(source.value, source.placeOf);
}
