import { type ByDepartment, commitmentsHash, inOrder, revealedNonces, WITHHELD } from './commitments.js';
import { hashFields } from './sha256.js';

/** What a seed is made of (§2). Hashes, commitments and nonces in hex. */
export interface SeedInputs {
  readonly drawId: string;
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitments: ByDepartment;
  /** Nonces as handed in; one that is missing or does not match its commitment counts as withheld. */
  readonly nonces: ByDepartment;
  /** The public source's text, or empty. */
  readonly publicEntropy: string;
}

/** The seed of a draw (§2), in hex. */
export function seed(inputs: SeedInputs): string {
  const { drawId, rosterRoot, termsHash, commitments, publicEntropy } = inputs;
  const { revealed } = revealedNonces(drawId, commitments, inputs.nonces);
  const reveals = inOrder(commitments).flatMap(([department]) => [
    department,
    Object.hasOwn(revealed, department) ? (revealed[department] as string) : WITHHELD,
  ]);
  const committed = commitmentsHash(commitments);
  return hashFields('onevisit/1/seed', drawId, rosterRoot, termsHash, committed, ...reveals, publicEntropy);
}
