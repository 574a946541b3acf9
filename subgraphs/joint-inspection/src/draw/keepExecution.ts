import { actorOf } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { JOINT_SERVICE } from '../departments/DepartmentClient.js';
import { jointError } from '../errors.js';
import { followDraws } from '../plans/lifecycle/followDraws.js';
import { markRollOver } from '../visits/rollOver.js';
import type { Execution } from './drawFromRosters.js';
import { insertVisits } from './insertVisits.js';
import type { JobProgress } from './JobProgress.js';
import { kept } from './progress.js';

/**
 * Keeps an execution; a draw that another process has drawn meanwhile stays as it is.
 * @returns the step for the ledger, if there is one
 * @throws OV_JOINT_PHASE where the draw was voided meanwhile
 */
export async function keepExecution(
  tx: Prisma.TransactionClient,
  drawId: string,
  execution: Execution,
  progress: JobProgress,
  now: Date,
): Promise<{ readonly action: string; readonly detail: object } | null> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${drawId} FOR UPDATE`;
  const draw = await tx.draw.findUniqueOrThrow({ where: { id: drawId }, include: { nonces: true } });
  if (draw.phase === 'DRAWN') return null;
  if (draw.phase !== 'DRAWING') {
    throw jointError('OV_JOINT_PHASE', { id: drawId, phase: draw.phase, needed: 'DRAWING' });
  }
  await insertVisits(tx, draw, execution);
  await markRollOver(tx, drawId);
  const { seed, quotas, cutOffs, visitCount, recordHash, fewestExpected } = execution;
  const selectionCount = quotas.reduce((sum, row) => sum + row.selected, 0);
  const outcome = { seed, selectionCount, visitCount, recordHash };
  progress.begin('NAMES');
  await tx.draw.update({
    where: { id: drawId },
    data: {
      ...outcome,
      phase: 'DRAWN',
      fewestExpected,
      quotas: quotas as unknown as Prisma.InputJsonArray,
      cutOffs: [...cutOffs],
      drawnAt: now,
      progress: kept(progress.current),
    },
  });
  await followDraws(tx, draw.planId, 'DRAWING', { actor: actorOf(JOINT_SERVICE), now });
  const withheld = draw.nonces.filter((nonce) => nonce.withheld).map((nonce) => nonce.department);
  const detail = { ...outcome, publicEntropy: draw.publicEntropy, withheld: withheld.sort() };
  return { action: 'draw.execute', detail };
}
