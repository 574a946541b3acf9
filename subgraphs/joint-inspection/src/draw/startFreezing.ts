import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { kept, NO_PROGRESS, progressOf } from './progress.js';

/**
 * Moves a draw from COMMITTING to FREEZING, or takes up a freeze that had stopped with an error; one that freezes, or
 * is frozen or drawn, stays as it is.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE
 */
export async function startFreezing(tx: Prisma.TransactionClient, id: string): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${id} FOR UPDATE`;
  const draw = await tx.draw.findUnique({ where: { id } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  const { error, ...progress } = progressOf(draw);
  switch (draw.phase) {
    case 'FROZEN':
    case 'DRAWING':
    case 'DRAWN':
      return { response: id, step: null };
    case 'FREEZING':
      if (error === null) return { response: id, step: null };
      await tx.draw.update({ where: { id }, data: { progress: kept({ ...progress, error: null }) } });
      return { response: id, step: { action: 'draw.resume', target: id, detail: { after: error } } };
    case 'COMMITTING':
      await tx.draw.update({ where: { id }, data: { phase: 'FREEZING', progress: kept(NO_PROGRESS) } });
      return { response: id, step: { action: 'draw.freezing', target: id, detail: null } };
    default:
      throw jointError('OV_JOINT_PHASE', { id, phase: draw.phase, needed: 'COMMITTING' });
  }
}
