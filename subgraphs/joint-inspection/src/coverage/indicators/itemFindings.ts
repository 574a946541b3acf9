import { type Connection, connection, type PageArguments, readPage } from '@onevisit/kit';
import type { Database } from '../../database.js';
import { type Share, shareOf } from '../coverage.js';
import { ALL, type Cell } from '../rollup/Cell.js';
import type { TallyMeasure } from '../rollup/Measure.js';

/** What was found at an item in a year. */
export interface ItemFindings {
  readonly itemId: string;
  /** Results with a problem, of all. */
  readonly problems: Share;
}

const RESULTS: TallyMeasure = 'ITEM_RESULTS';
const PROBLEMS: TallyMeasure = 'ITEM_PROBLEMS';

/** A page of the items that have results in a cell's year or month, bytewise by department and id; over all divisions and credit classes. */
export async function itemFindings(
  database: Database,
  { year, month, department }: Cell,
  args: PageArguments,
): Promise<Connection<ItemFindings>> {
  const page = readPage(args);
  const where = { year, month, measure: RESULTS, n: { not: 0 }, ...(department === ALL ? {} : { department }) };
  const rows = await database.coverageTally.findMany({
    where: page.after === null ? where : { ...where, key: { gt: page.after } },
    orderBy: { key: 'asc' },
    take: page.first + 1,
  });
  const found = await database.coverageTally.findMany({
    where: { ...where, measure: PROBLEMS, key: { in: rows.map(({ key }) => key) } },
  });
  const problems = new Map(found.map(({ key, n }) => [key, n]));
  return connection(
    rows.map(({ key, n }) => ({ itemId: key, problems: shareOf(problems.get(key) ?? 0, n) })),
    page,
    ({ itemId }) => itemId,
    () => database.coverageTally.count({ where }),
  );
}
