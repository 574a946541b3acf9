import type { Database } from '../database.js';
import type { Draw, DrawNonce, JointPlan } from '../generated/client.js';

/** A draw with what its records need of other tables. */
export type RecordedDraw = Draw & { readonly nonces: readonly DrawNonce[]; readonly plan: JointPlan };

/** The draw with that id, which the caller has found already. */
export async function recordedDraw(database: Database, id: string): Promise<RecordedDraw> {
  return await database.draw.findUniqueOrThrow({ where: { id }, include: { nonces: true, plan: true } });
}

/** What of a drawn draw is there for certain. Hashes in hex. */
export interface DrawnHashes {
  readonly rosterRoot: string;
  readonly leafCount: number;
  readonly termsHash: string;
  readonly commitmentsHash: string;
  readonly seed: string;
  readonly publicEntropy: string;
  readonly visitCount: number;
  /** Of the auditor's record. */
  readonly recordHash: string;
}

/** The hashes of a draw that was drawn, void or not; null before it was. */
export function drawnHashes(draw: RecordedDraw): DrawnHashes | null {
  const { rosterRoot, leafCount, termsHash, commitmentsHash, seed, visitCount, recordHash } = draw;
  if (draw.drawnAt === null || rosterRoot === null || leafCount === null || termsHash === null) return null;
  if (commitmentsHash === null || seed === null || visitCount === null || recordHash === null) return null;
  const publicEntropy = draw.publicEntropy ?? '';
  return { rosterRoot, leafCount, termsHash, commitmentsHash, seed, publicEntropy, visitCount, recordHash };
}
