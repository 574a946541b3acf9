import { type AuditorsRecord, auditorsRecord, type DrawInput, type DrawOutcome, type Terms } from '@onevisit/draw';
import type { Database } from '../database.js';
import { entriesOf } from '../engine/entriesOf.js';
import { asDrawn, type FrozenInspector } from './frozenInspectors.js';
import { noncesOf, type RevealedDraw } from './nonces.js';
import { storedPages } from './storedPages.js';

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
  for (const { id } of terms.legs) {
    for await (const { bytes } of storedPages(database, draw.id, id)) roster.push(...entriesOf(id, bytes.toString()));
  }
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
