import { createRequire } from 'node:module';
import * as z from 'zod';
import { FIRST_DECEMBER_DAY } from './checkNotice.js';
import type { YearArrangement } from './YearNotice.js';

/** Days of the package `chinese-days`, `YYYY-MM-DD`, each with its holiday as `English,中文,days`. */
const dataSchema = z.object({ holidays: z.record(z.string(), z.string()), workdays: z.record(z.string(), z.string()) });

/**
 * The years that `chinese-days` holds, read from its data. Its functions take every other year for one without holidays,
 * and say nothing of it; therefore its data are used here, and not its functions.
 *
 * A year counts as held if its 1 October is there: data are added to the package a notice at a time, and every notice has
 * that day. Days at the end of December belong to the notice of the year after, see `FIRST_DECEMBER_DAY`.
 */
export function libraryYears(): readonly YearArrangement[] {
  const { holidays, workdays } = dataSchema.parse(
    createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') satisfies unknown,
  );
  return Object.keys(holidays)
    .filter((date) => date.endsWith('-10-01'))
    .map((date) => Number(date.slice(0, 4)))
    .sort((a, b) => a - b)
    .map((year) => ({
      year,
      holidays: Object.entries(holidays)
        .filter(([date]) => yearOf(date) === year)
        .map(([date, names]) => ({ name: names.split(',')[1] ?? names, first: date, last: date })),
      worked: Object.keys(workdays).filter((date) => yearOf(date) === year),
    }));
}

/** The year whose notice arranged a day. */
function yearOf(date: string): number {
  return Number(date.slice(0, 4)) + (date.slice(5) >= `12-${FIRST_DECEMBER_DAY}` ? 1 : 0);
}
