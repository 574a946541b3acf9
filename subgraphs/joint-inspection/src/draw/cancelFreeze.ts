import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { kept, progressOf } from './progress.js';

/**
 * Cancels a freeze that is not complete: its pages are discarded, and the draw stands where it stood before, committed.
 * One whose freeze has not begun stays as it is.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE for a draw that is frozen: it can be voided only
 */
export async function cancelFreeze(tx: Prisma.TransactionClient, id: string): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${id} FOR UPDATE`;
  const draw = await tx.draw.findUnique({ where: { id } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  if (draw.phase === 'COMMITTING') return { response: id, step: null };
  if (draw.phase !== 'FREEZING') throw jointError('OV_JOINT_PHASE', { id, phase: draw.phase, needed: 'FREEZING' });
  await tx.rosterPage.deleteMany({ where: { drawId: id } });
  const { entries, waitingFor, ...progress } = progressOf(draw);
  const cancelled = { ...progress, entries, waitingFor: [], state: 'CANCELLED', step: null, error: null } as const;
  await tx.draw.update({ where: { id }, data: { phase: 'COMMITTING', progress: kept(cancelled), budgetBasis: [] } });
  return { response: id, step: { action: 'draw.cancel', target: id, detail: { entries, waitingFor } } };
}
