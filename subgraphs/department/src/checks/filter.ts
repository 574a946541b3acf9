import { departmentError } from '../errors.js';
import { MOST_TEXT } from '../problems.js';

/** Values in one list of a filter. */
const MOST_VALUES = 1000;

/**
 * Checks a list's filter, as the client gave it: not more values than a query should hold, no text that PostgreSQL
 * cannot hold.
 * @returns the filter; an empty one where none was given
 * @throws OV_DEPT_FILTER_TOO_LONG, OV_DEPT_BAD_TEXT, naming the field
 */
export function checkFilter<Filter extends object>(filter: Filter | null | undefined): Filter | Record<string, never> {
  if (filter == null) return {};
  for (const [field, value] of Object.entries(filter)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.length > MOST_VALUES) {
      throw departmentError('OV_DEPT_FILTER_TOO_LONG', { field, most: MOST_VALUES, count: values.length });
    }
    for (const text of values) {
      if (typeof text === 'string' && text !== '') checkPlainText(`filter.${field}`, text);
    }
  }
  return filter;
}

/**
 * Checks a text that a client gave outside a batch.
 * @throws OV_DEPT_BAD_TEXT, naming the field
 */
export function checkPlainText(field: string, text: string, most: number = MOST_TEXT): void {
  if (text.trim() === '' || text.length > most || /\p{Cc}/u.test(text)) {
    throw departmentError('OV_DEPT_BAD_TEXT', { field, most });
  }
}
