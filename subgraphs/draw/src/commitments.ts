import { refuse } from './DrawError.js';
import { memberPlace } from './jsonReader.js';
import { hashFields } from './sha256.js';
import { compareBytewise } from './text.js';

/** What stands in the place of a nonce that was not revealed (§2). */
export const WITHHELD = 'WITHHELD';

/** One hex text a department: commitments or nonces. */
export type ByDepartment = Readonly<Record<string, string>>;

/** What a department commits to before the freeze (§2), in hex. @param nonce 32 random bytes in hex */
export function commitment(drawId: string, department: string, nonce: string): string {
  return hashFields('onevisit/1/commit', drawId, department, nonce);
}

/** `commitmentsHash` of §2, in hex. */
export function commitmentsHash(commitments: ByDepartment): string {
  return hashFields('onevisit/1/commitments', ...inOrder(commitments).flat());
}

/** Departments with their values, bytewise by department. */
export function inOrder(values: ByDepartment): readonly (readonly [department: string, value: string])[] {
  return Object.entries(values).sort(([a], [b]) => compareBytewise(a, b));
}

/**
 * Checks a nonce at its reveal (§2).
 * @throws NONCE_WITHOUT_COMMITMENT, NONCE_MISMATCH: the nonce is refused, and the department counts as not revealed
 */
export function checkNonce(drawId: string, commitments: ByDepartment, department: string, nonce: string): void {
  const place = memberPlace('nonces', department);
  if (!Object.hasOwn(commitments, department)) {
    refuse('NONCE_WITHOUT_COMMITMENT', place, department, { against: ['commitments'] });
  }
  if (commitments[department] !== commitment(drawId, department, nonce)) {
    refuse('NONCE_MISMATCH', place, department, { against: ['drawId', memberPlace('commitments', department)] });
  }
}

/**
 * The nonces that count at the deadline (§2): those that match their commitments. `refused` names the departments whose
 * nonce does not, and which therefore count as not revealed; they do not stop the draw.
 */
export function revealedNonces(
  drawId: string,
  commitments: ByDepartment,
  nonces: ByDepartment,
): { readonly revealed: ByDepartment; readonly refused: readonly string[] } {
  const matches = ([department, nonce]: readonly [string, string]) =>
    Object.hasOwn(commitments, department) && commitments[department] === commitment(drawId, department, nonce);
  const given = inOrder(nonces);
  return {
    revealed: Object.fromEntries(given.filter(matches)),
    refused: given.filter((pair) => !matches(pair)).map(([department]) => department),
  };
}
