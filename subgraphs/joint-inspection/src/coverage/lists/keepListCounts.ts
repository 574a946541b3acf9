import { calendarDate, type LedgerStep } from '@onevisit/kit';
import { Prisma } from '../../generated/client.js';
import type { ToldLists } from './askListCounts.js';
import { poolPartsOf } from './poolParts.js';

/** The step by which counts of departments' lists are kept. */
export const LISTS_COUNTED = 'coverage.countLists';

/**
 * Keeps what departments counted of their lists, as of today; what was kept of them earlier on the day is replaced.
 * @returns the step for the ledger; null where nobody told anything
 */
export async function keepListCounts(
  tx: Prisma.TransactionClient,
  { told, unanswered }: ToldLists,
  now: Date,
): Promise<Omit<LedgerStep, 'actor'> | null> {
  if (told.length === 0) return null;
  const on = calendarDate(now);
  await tx.listCount.deleteMany({ where: { on, department: { in: told.map(({ department }) => department) } } });
  await tx.listCount.createMany({
    data: told.map(({ department, counts: { poolParts, ...counts } }) => ({
      department,
      on,
      ...counts,
      poolParts: poolParts === null ? Prisma.DbNull : poolPartsOf(poolParts),
      countedAt: now,
    })),
  });
  const counted = told.map(({ department, counts: { poolParts: _, ...counts } }) => ({ department, ...counts }));
  return { action: LISTS_COUNTED, target: 'coverage', detail: { on, counted, unanswered } };
}
