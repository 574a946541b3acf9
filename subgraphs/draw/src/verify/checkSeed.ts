import { checkNonce, commitmentsHash, inOrder, WITHHELD } from '../commitments.js';
import { type SeedInputs, seed } from '../seed.js';
import { checkSame } from './checkSame.js';
import type { Pass } from './checks.js';

const SEED_INPUTS = ['drawId', 'rosterRoot', 'termsHash', 'commitmentsHash', 'nonces', 'publicEntropy'];

/** Checks the hash of the commitments and each nonce against its commitment (§2). @throws RECORD_DIFFERS, NONCE_MISMATCH */
export function checkReveals(record: SeedInputs & { readonly commitmentsHash: string }, pass: Pass): void {
  const { drawId, commitments, nonces } = record;
  checkSame(record.commitmentsHash, commitmentsHash(commitments), 'commitmentsHash', ['commitments']);
  pass('COMMITMENTS');
  for (const [department, nonce] of inOrder(nonces)) {
    if (nonce !== WITHHELD) checkNonce(drawId, commitments, department, nonce);
  }
  pass('NONCES');
}

/** Checks the seed (§2) against its inputs as recorded. @throws RECORD_DIFFERS */
export function checkSeed(record: SeedInputs & { readonly seed: string }, pass: Pass): void {
  checkSame(record.seed, seed(record), 'seed', SEED_INPUTS);
  pass('SEED');
}
