import {
  type AuditorsRecord,
  auditorsRecord,
  type ByDepartment,
  type DrawInput,
  type DrawOutcome,
  type Terms,
} from '@onevisit/draw';
import type { Database } from '../database.js';
import type { Draw, DrawNonce } from '../generated/client.js';
import { asDrawn, type FrozenInspector, frozenEntries } from './frozenRosters.js';

/** A draw with its commitments and the nonces that were revealed. */
export type RevealedDraw = Draw & { readonly nonces: readonly DrawNonce[] };

/** What of a draw's frozen rosters stands in its record beside the entries. */
export interface RecordedRosters {
  readonly terms: Terms;
  readonly inspectors: readonly FrozenInspector[];
  readonly leaves: number;
  readonly rosterRoot: string;
}

/**
 * The auditor's record of a draw (draw protocol, section 6), its entries read from the stored rosters.
 * @param outcome as computed or as kept; the record of the same outcome is the same, byte by byte
 */
export async function recordOf(
  database: Database,
  draw: RevealedDraw,
  { terms, inspectors, leaves, rosterRoot }: RecordedRosters,
  outcome: Pick<DrawOutcome, 'seed' | 'quotas' | 'visits'> & { readonly publicEntropy: string },
): Promise<AuditorsRecord> {
  const roster: DrawInput['roster'][number][] = [];
  for await (const { entry } of frozenEntries(database, draw.id, terms)) roster.push(entry);
  const { publicEntropy, seed, quotas, visits } = outcome;
  const { commitments, nonces } = noncesOf(draw);
  const { id: drawId, rosterKey } = draw;
  const termsHash = draw.termsHash ?? '';
  const commitmentsHash = draw.commitmentsHash ?? '';
  return auditorsRecord(
    { drawId, rosterKey, terms, commitments, nonces, publicEntropy, roster, inspectors: inspectors.map(asDrawn) },
    { leaves, rosterRoot, termsHash, commitmentsHash, seed, quotas, visits },
  );
}

/** A draw's commitments and nonces by department; a department that did not reveal has no nonce. */
export function noncesOf(draw: RevealedDraw): { readonly commitments: ByDepartment; readonly nonces: ByDepartment } {
  const commitments = draw.nonces.map(({ department, commitment }) => [department, commitment] as const);
  const nonces = draw.nonces.flatMap(({ department, nonce }) => (nonce === null ? [] : [[department, nonce] as const]));
  return { commitments: Object.fromEntries(commitments), nonces: Object.fromEntries(nonces) };
}
