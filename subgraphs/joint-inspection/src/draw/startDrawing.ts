import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { Draw, DrawNonce, JointPlan } from '../generated/client.js';
import { kept, NO_PROGRESS, progressOf } from './progress.js';

type FrozenDraw = Draw & { readonly nonces: readonly DrawNonce[]; readonly plan: JointPlan };

/**
 * Moves a draw from FROZEN to DRAWING, if it may be drawn now: every nonce revealed or the deadline past, and the public
 * source's text entered where the terms name one (draw protocol, section 2). From here on the nonces are fixed: those
 * that are missing are withheld. A drawing that had stopped with an error is taken up again, and a drawn one whose subjects
 * have no names yet; else nothing changes.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE, OV_JOINT_REVEAL_OPEN, OV_JOINT_PUBLIC_SOURCE
 */
export async function startDrawing(
  tx: Prisma.TransactionClient,
  id: string,
  now: Date,
): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${id} FOR UPDATE`;
  const draw = await tx.draw.findUnique({ where: { id }, include: { nonces: true, plan: true } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  switch (draw.phase) {
    case 'DRAWN':
      await takeUpNames(tx, draw);
      return { response: id, step: null };
    case 'DRAWING': {
      const { error, ...progress } = progressOf(draw);
      if (error === null) return { response: id, step: null };
      await tx.draw.update({ where: { id }, data: { progress: kept({ ...progress, error: null }) } });
      return { response: id, step: { action: 'draw.resume', target: id, detail: { after: error } } };
    }
    case 'FROZEN':
      return await fixNonces(tx, draw, now);
    default:
      throw jointError('OV_JOINT_PHASE', { id, phase: draw.phase, needed: 'FROZEN' });
  }
}

/** Names that departments did not give are asked for again. */
async function takeUpNames(tx: Prisma.TransactionClient, draw: Draw): Promise<void> {
  const { id } = draw;
  if ((await tx.visit.findFirst({ where: { drawId: id, subjectName: null }, select: { id: true } })) === null) return;
  const progress = kept({ ...progressOf(draw), state: 'RUNNING', step: 'NAMES', error: null });
  await tx.draw.update({ where: { id }, data: { progress } });
}

async function fixNonces(tx: Prisma.TransactionClient, draw: FrozenDraw, now: Date): Promise<MutationOutcome<string>> {
  const { id, plan, revealBy, publicEntropy } = draw;
  const missing = draw.nonces.filter((nonce) => nonce.nonce === null).map((nonce) => nonce.department);
  const withheld = missing.sort();
  const deadline = revealBy?.toISOString() ?? '';
  if (withheld.length > 0 && revealBy !== null && now <= revealBy) {
    throw jointError('OV_JOINT_REVEAL_OPEN', { id, waiting: withheld.join(', '), deadline });
  }
  if (plan.publicSource !== '' && publicEntropy === null) {
    throw jointError('OV_JOINT_PUBLIC_SOURCE', { id, source: plan.publicSource, deadline });
  }
  await tx.drawNonce.updateMany({ where: { drawId: id, nonce: null }, data: { withheld: true } });
  const progress = kept({ ...NO_PROGRESS, job: 'DRAW' });
  await tx.draw.update({ where: { id }, data: { phase: 'DRAWING', publicEntropy: publicEntropy ?? '', progress } });
  const detail = { withheld, publicEntropy: publicEntropy ?? '' };
  return { response: id, step: { action: 'draw.start', target: id, detail } };
}
