import { checkNonce, DrawError } from '@onevisit/draw';
import { type KeyFinder, type MutationOutcome, OneVisitError } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { FrozenRoster } from '../departments/DepartmentClient.js';
import type { Departments } from '../departments/Departments.js';
import { jointError } from '../errors.js';
import type { Draw, DrawNonce } from '../generated/client.js';
import { checkReceipt } from './checkReceipt.js';

/** A frozen draw with its commitments. */
export type FrozenRow = Draw & { readonly nonces: readonly DrawNonce[] };

/** A nonce as a department revealed it, or the code of why it did not. */
export type Reveal =
  | { readonly department: string; readonly nonce: string; readonly receipt: string }
  | { readonly department: string; readonly refused: string };

/**
 * The draw, if its nonces may be revealed now.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE, OV_JOINT_REVEAL_OVER
 */
export async function revealingDraw(database: Database, drawId: string, now: Date): Promise<FrozenRow> {
  const draw = await database.draw.findUnique({ where: { id: drawId }, include: { nonces: true } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id: drawId });
  checkRevealing(draw, now);
  return draw;
}

/**
 * Asks every department that has not revealed yet for its nonce. One that does not answer, or whose nonce or receipt
 * is wrong, counts as not revealed and may be asked again until the deadline (draw protocol, section 2).
 * @returns what came, to be kept by `keepReveals`
 */
export async function collectReveals(
  departments: Departments,
  trustedKeys: KeyFinder,
  draw: FrozenRow,
): Promise<readonly Reveal[]> {
  const roster = hashesOf(draw);
  const missing = draw.nonces.filter((nonce) => nonce.nonce === null);
  const commitments = Object.fromEntries(draw.nonces.map((nonce) => [nonce.department, nonce.commitment]));
  const revealOf = async ({ department, commitment }: DrawNonce): Promise<Reveal> => {
    const { nonce, receipt } = await departments.client(department).revealNonce(draw.id, roster);
    checkNonce(draw.id, commitments, department, nonce);
    await checkReceipt(receipt, trustedKeys, { drawId: draw.id, department, commitment, nonce, ...roster });
    return { department, nonce, receipt };
  };
  return await Promise.all(
    missing.map((nonce) =>
      revealOf(nonce).catch((cause: unknown): Reveal => {
        if (!(cause instanceof OneVisitError || cause instanceof DrawError)) throw cause;
        return { department: nonce.department, refused: cause.code };
      }),
    ),
  );
}

/**
 * Keeps revealed nonces, if the draw is frozen still and its deadline has not passed.
 * @throws OV_JOINT_PHASE, OV_JOINT_REVEAL_OVER
 */
export async function keepReveals(
  tx: Prisma.TransactionClient,
  drawId: string,
  reveals: readonly Reveal[],
  now: Date,
): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${drawId} FOR UPDATE`;
  checkRevealing(await tx.draw.findUniqueOrThrow({ where: { id: drawId } }), now);
  for (const reveal of reveals) {
    if ('refused' in reveal) continue;
    await tx.drawNonce.updateMany({
      where: { drawId, department: reveal.department, nonce: null },
      data: { nonce: reveal.nonce, receipt: reveal.receipt, revealedAt: now },
    });
  }
  const step = { action: 'draw.reveal', target: drawId, detail: reveals };
  return { response: drawId, step: reveals.length === 0 ? null : step };
}

function checkRevealing(draw: Draw, now: Date): void {
  if (draw.phase !== 'FROZEN') {
    throw jointError('OV_JOINT_PHASE', { id: draw.id, phase: draw.phase, needed: 'FROZEN' });
  }
  if (draw.revealBy !== null && now > draw.revealBy) {
    throw jointError('OV_JOINT_REVEAL_OVER', { id: draw.id, deadline: draw.revealBy.toISOString() });
  }
}

function hashesOf(draw: Draw): FrozenRoster {
  const { rosterRoot, termsHash, commitmentsHash } = draw;
  if (rosterRoot === null || termsHash === null || commitmentsHash === null) {
    throw jointError('OV_JOINT_PHASE', { id: draw.id, phase: draw.phase, needed: 'FROZEN' });
  }
  return { rosterRoot, termsHash, commitmentsHash };
}
