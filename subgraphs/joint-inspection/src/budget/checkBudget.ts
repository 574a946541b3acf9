import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import { budgetLock, isCovered } from './budgetLock.js';
import { COUNTED } from './countVisits.js';
import { CAPPED } from './LegCap.js';

/**
 * Sees to it, in the transaction that makes a draw FROZEN, that its budget still holds: no draw of another plan with a cap
 * has been frozen that its pages do not know of. The lock of freezes keeps that from happening; but a lock ends with
 * its connection, which may break before its holder learns of it.
 * @throws OV_JOINT_BUDGET_OVERTAKEN; the next freeze then discards the pages and streams them anew
 */
export async function checkBudget(
  tx: Prisma.TransactionClient,
  draw: Pick<Draw, 'id' | 'planId' | 'budgetBasis'>,
): Promise<void> {
  const plan = await tx.jointPlan.findUniqueOrThrow({ where: { id: draw.planId } });
  const lock = budgetLock(plan);
  if (lock === null) return;
  // Who comes next waits until this transaction is over, and finds the draw frozen.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${lock}/publish`}, 0))`;
  const others = await tx.draw.findMany({
    where: { AND: [{ id: { not: draw.id }, plan: { AND: [{ year: plan.year }, CAPPED] } }, COUNTED] },
    select: { id: true },
  });
  const found = others.map(({ id }) => id);
  if (!isCovered(found, draw.budgetBasis)) throw jointError('OV_JOINT_BUDGET_OVERTAKEN', { id: draw.id });
}
