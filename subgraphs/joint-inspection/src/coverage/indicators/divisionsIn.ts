import type { Database } from '../../database.js';
import { ALL, type Cell } from '../rollup/Figures.js';

/** The divisions in which something is counted in a cell, by code. */
export async function divisionsIn(database: Database, cell: Cell): Promise<readonly string[]> {
  const { year, month, department, creditClass } = cell;
  const rows = await database.coverageCount.findMany({
    where: { year, month, department, creditClass, division: cell.division === ALL ? { not: ALL } : cell.division },
    distinct: ['division'],
    orderBy: { division: 'asc' },
    select: { division: true },
  });
  return rows.map(({ division }) => division);
}
