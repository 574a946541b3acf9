import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { DrawNonce } from '../generated/client.js';
import type { Execution } from './execute.js';
import { insertVisits } from './insertVisits.js';

/**
 * Keeps an execution in one transaction; a draw that another call has executed meanwhile stays as it is.
 * @returns the draw's id
 * @throws OV_JOINT_PHASE where the draw was voided meanwhile, OV_JOINT_NONCE_ARRIVED where it was drawn without a nonce
 *   that counts
 */
export async function keepExecution(
  tx: Prisma.TransactionClient,
  drawId: string,
  execution: Execution,
  now: Date,
): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${drawId} FOR UPDATE`;
  const draw = await tx.draw.findUniqueOrThrow({ where: { id: drawId }, include: { nonces: true } });
  if (draw.phase === 'DRAWN') return { response: drawId, step: null };
  if (draw.phase !== 'FROZEN') throw jointError('OV_JOINT_PHASE', { id: drawId, phase: draw.phase, needed: 'FROZEN' });
  if (!drawnWith(execution, draw.nonces)) throw jointError('OV_JOINT_NONCE_ARRIVED', { id: drawId });
  await insertVisits(tx, drawId, execution);
  const withheld = draw.nonces.filter((nonce) => nonce.nonce === null).map((nonce) => nonce.department);
  await tx.drawNonce.updateMany({ where: { drawId, department: { in: withheld } }, data: { withheld: true } });
  const { seed, quotas, visits, recordHash, publicEntropy, fewestExpected } = execution;
  const selectionCount = quotas.reduce((sum, row) => sum + row.selected, 0);
  const outcome = { seed, selectionCount, visitCount: visits.length, recordHash, publicEntropy };
  await tx.draw.update({
    where: { id: drawId },
    data: {
      ...outcome,
      phase: 'DRAWN',
      fewestExpected,
      quotas: quotas as unknown as Prisma.InputJsonArray,
      drawnAt: now,
    },
  });
  const detail = { ...outcome, withheld: withheld.sort() };
  return { response: drawId, step: { action: 'draw.execute', target: drawId, detail } };
}

/** Whether the nonces that stand are those of the execution: one may have come while it was computed. */
function drawnWith({ nonces }: Execution, kept: readonly DrawNonce[]): boolean {
  return kept.every(({ department, nonce }) => (nonces[department] ?? null) === nonce);
}
