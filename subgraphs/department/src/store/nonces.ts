import { textFault } from '@onevisit/draw/text';
import { actorOf, appendLedger, type Viewer } from '@onevisit/kit';
import { departmentError } from '../errors.js';
import type { DrawNonce } from '../generated/client.js';
import { MOST_TEXT } from '../problems.js';
import type { Database } from './database.js';

/** Hashes that say which frozen roster a nonce is revealed for (draw protocol, section 2). */
export interface FrozenRoster {
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitmentsHash: string;
}

/** What the nonces of one department need of the world. */
export interface NonceKeeper {
  readonly database: Database;
  readonly department: string;
  /** 32 random bytes, hex. */
  readonly randomNonce: () => string;
  /** Signs a receipt with the department's key: compact JWS. */
  readonly signReceipt: (receipt: object) => Promise<string>;
}

/**
 * The department's commitment for a draw; made with a fresh nonce when first asked for, the same ever after.
 * @returns the commitment, hex
 * @throws OV_DEPT_BAD_DRAW_ID: only text without control characters makes a hash that stands for nothing else
 */
export async function commitNonce(keeper: NonceKeeper, viewer: Viewer, drawId: string, now: Date): Promise<string> {
  const { database, department } = keeper;
  if (drawId.trim() === '' || drawId.length > MOST_TEXT || textFault(drawId) !== undefined) {
    throw departmentError('OV_DEPT_BAD_DRAW_ID', { drawId: drawId.slice(0, MOST_TEXT) });
  }
  // Loaded by the first draw, not by every start: the draw package compiles its hash as it loads.
  const { commitment } = await import('@onevisit/draw');
  const nonce = keeper.randomNonce();
  const fresh = commitment(drawId, department, nonce);
  return await database.$transaction(async (tx) => {
    const made = await tx.drawNonce.createMany({
      data: [{ drawId, nonce, commitment: fresh, committedAt: now }],
      skipDuplicates: true,
    });
    if (made.count === 0) return (await tx.drawNonce.findUniqueOrThrow({ where: { drawId } })).commitment;
    const detail = { commitment: fresh };
    await appendLedger(tx, { actor: actorOf(viewer), action: 'nonce.commit', target: drawId, detail }, now);
    return fresh;
  });
}

/**
 * Reveals the nonce for the frozen roster that it is first asked for, and for no other: whoever changed the roster
 * after seeing a nonce would get nothing for it.
 * @throws OV_DEPT_NO_COMMITMENT, OV_DEPT_NONCE_BOUND
 */
export async function revealNonce(
  keeper: NonceKeeper,
  viewer: Viewer,
  drawId: string,
  roster: FrozenRoster,
  now: Date,
): Promise<{ readonly nonce: string; readonly receipt: string }> {
  return await keeper.database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM draw_nonce WHERE draw_id = ${drawId} FOR UPDATE`;
    const kept = await tx.drawNonce.findUnique({ where: { drawId } });
    if (kept === null) throw departmentError('OV_DEPT_NO_COMMITMENT', { drawId });
    const bound = [roster.rosterRoot, roster.termsHash, roster.commitmentsHash].join('/');
    if (kept.boundTo !== null) return revealedBefore(kept, bound);
    const receipt = await keeper.signReceipt({
      drawId,
      department: keeper.department,
      commitment: kept.commitment,
      nonce: kept.nonce,
      ...roster,
      revealedAt: now.toISOString(),
    });
    await tx.drawNonce.update({ where: { drawId }, data: { boundTo: bound, revealedAt: now, receipt } });
    await appendLedger(tx, { actor: actorOf(viewer), action: 'nonce.reveal', target: drawId, detail: roster }, now);
    return { nonce: kept.nonce, receipt };
  });
}

function revealedBefore(kept: DrawNonce, bound: string): { nonce: string; receipt: string } {
  if (kept.boundTo !== bound || kept.receipt === null) {
    throw departmentError('OV_DEPT_NONCE_BOUND', { drawId: kept.drawId });
  }
  return { nonce: kept.nonce, receipt: kept.receipt };
}
