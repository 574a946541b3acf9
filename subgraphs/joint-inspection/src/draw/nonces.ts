import type { ByDepartment } from '@onevisit/draw';
import type { Draw, DrawNonce } from '../generated/client.js';

/** A draw with its commitments and the nonces that were revealed. */
export type RevealedDraw = Draw & { readonly nonces: readonly DrawNonce[] };

/** A draw's commitments and nonces by department; a department that did not reveal has no nonce. */
export function noncesOf(draw: RevealedDraw): { readonly commitments: ByDepartment; readonly nonces: ByDepartment } {
  const commitments = draw.nonces.map(({ department, commitment }) => [department, commitment] as const);
  const nonces = draw.nonces.flatMap(({ department, nonce }) => (nonce === null ? [] : [[department, nonce] as const]));
  return { commitments: Object.fromEntries(commitments), nonces: Object.fromEntries(nonces) };
}
