import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { withdrawRecords } from '../feed/withdrawRecords.js';
import { followDraws } from '../plans/lifecycle/followDraws.js';

/** Why a draw is voided, and by whom. */
export interface Voiding {
  /** GraphQL's VoidReason. */
  readonly reason: string;
  readonly explanation: string;
  /** As `actorOf` names them. */
  readonly actor: string;
}

/**
 * Voids a draw with a coded reason; whatever it came to stays readable (draw protocol, section 2), and results that were disclosed of it are
 * withdrawn from publicity systems. What its visits found at the door was found: follow-ups run on, and penalties stand. A draw that is void
 * already stays as it is.
 * @throws OV_JOINT_EXPLANATION, OV_JOINT_UNKNOWN_DRAW, OV_JOINT_DRAW_FOLLOWED where another draw goes on from it
 */
export async function voidDraw(
  tx: Prisma.TransactionClient,
  id: string,
  { reason, explanation, actor }: Voiding,
  now: Date,
): Promise<MutationOutcome<string>> {
  if (explanation.trim() === '') throw jointError('OV_JOINT_EXPLANATION');
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${id} FOR UPDATE`;
  const draw = await tx.draw.findUnique({ where: { id } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  if (draw.phase === 'VOID') return { response: id, step: null };
  const later = await tx.draw.findFirst({ where: { follows: id, phase: { not: 'VOID' } }, select: { id: true } });
  if (later !== null) throw jointError('OV_JOINT_DRAW_FOLLOWED', { id, drawId: later.id });
  await tx.draw.update({
    where: { id },
    data: { phase: 'VOID', voidReason: reason, voidExplanation: explanation, voidedAt: now, voidedBy: actor },
  });
  await tx.visit.updateMany({ where: { drawId: id }, data: { disclosure: null } });
  await followDraws(tx, draw.planId, 'VOIDING', { actor, now });
  const withdrawnRecords = await withdrawRecords(tx, { drawId: id }, 'DRAW_VOID', now);
  const detail = { reason, explanation, phase: draw.phase, seed: draw.seed, withdrawnRecords };
  return { response: id, step: { action: 'draw.void', target: id, detail } };
}
