import type { Database } from '../../database.js';
import { ALL, type Cell } from '../rollup/Cell.js';
import type { Measure } from '../rollup/Measure.js';

const OF_YEARS: Measure[] = ['SUBJECTS_VISITED_IN_2_YEARS', 'SUBJECTS_VISITED_IN_3_YEARS'];

/** The divisions in which something is counted in a cell, by code. */
export async function divisionsIn(database: Database, cell: Cell): Promise<readonly string[]> {
  const { year, month, department, creditClass } = cell;
  const rows = await database.coverageCount.findMany({
    where: {
      year,
      month,
      department,
      creditClass,
      division: cell.division === ALL ? { not: ALL } : cell.division,
      // What void draws left is nothing, and figures of several years are of those before, too.
      n: { not: 0 },
      measure: { notIn: OF_YEARS },
    },
    distinct: ['division'],
    orderBy: { division: 'asc' },
    select: { division: true },
  });
  return rows.map(({ division }) => division);
}
