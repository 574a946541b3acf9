import type { Prisma } from '../../database.js';
import type { Days } from './batchWindows.js';

/** Keeps the windows of a plan's batches, in order, in place of those that it had. */
export async function keepBatches(
  tx: Prisma.TransactionClient,
  planId: string,
  windows: readonly Days[],
): Promise<void> {
  await tx.planBatch.deleteMany({ where: { planId } });
  await tx.planBatch.createMany({
    data: windows.map(({ first, last }, index) => {
      return { planId, number: index + 1, windowFirst: first, windowLast: last };
    }),
  });
}
