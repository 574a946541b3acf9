import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { NO_PROGRESS } from './progress.js';

/**
 * Moves a draw from COMMITTING to FREEZING; one that freezes already, or is frozen, stays as it is.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE
 */
export async function startFreezing(tx: Prisma.TransactionClient, id: string): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${id} FOR UPDATE`;
  const draw = await tx.draw.findUnique({ where: { id } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  switch (draw.phase) {
    case 'FREEZING':
    case 'FROZEN':
      return { response: id, step: null };
    case 'COMMITTING':
      await tx.draw.update({ where: { id }, data: { phase: 'FREEZING', progress: NO_PROGRESS } });
      return { response: id, step: { action: 'draw.freezing', target: id, detail: null } };
    default:
      throw jointError('OV_JOINT_PHASE', { id, phase: draw.phase, needed: 'COMMITTING' });
  }
}
