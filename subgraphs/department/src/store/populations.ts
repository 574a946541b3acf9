import type { PlanTaskSeed } from '../rows.js';
import type { Prisma } from './database.js';
import { CONDITION, conditionValues, ELIGIBLE, STRATUM } from './roster.js';

/** What says who is in a task's roster, and in which stratum. */
export type RosterTerms = Pick<PlanTaskSeed, 'condition' | 'stratifyBy' | 'window'>;

/**
 * How many subjects a roster would have now in each stratum, whatever their standing; strata without any are absent. A subject
 * of several entries is in the stratum of the entry that speaks for it, as in the roster.
 */
export async function populationsOf(
  tx: Prisma.TransactionClient,
  { condition, stratifyBy, window }: RosterTerms,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.$queryRawUnsafe<{ stratum: string; population: number }[]>(
    `SELECT stratum, count(*)::int AS population
     FROM (
       SELECT DISTINCT ON (subject_id) ${STRATUM[stratifyBy]} AS stratum FROM pool_entry WHERE ${CONDITION}
       ORDER BY subject_id, (${ELIGIBLE}) DESC, code
     ) AS subjects
     GROUP BY stratum ORDER BY stratum`,
    ...conditionValues({ condition }),
    window.first,
    window.last,
  );
  return new Map(rows.map(({ stratum, population }) => [stratum, population]));
}
