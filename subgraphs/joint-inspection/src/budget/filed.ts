import { parseGlobalId } from '@onevisit/kit';
import { creditCodeProblem } from '@onevisit/schema';
import { jointError } from '../errors.js';

/** What a filing stands on: GraphQL's EvidenceInput. */
export interface EvidenceInput {
  readonly text: string;
  readonly sha256?: string | null;
}

const MOST_EVIDENCE = 2_000;

/** An id of a department's scheme, for subjects without a credit code. */
const SCHEME_ID = /^[a-z][a-z0-9-]{0,39}:[^\p{Cc}]{1,100}$/u;

/** Evidence as rows keep it. @throws OV_JOINT_EVIDENCE */
export function keptEvidence({ text, sha256 }: EvidenceInput): {
  readonly evidence: string;
  readonly evidenceSha256: string | null;
} {
  const evidence = text.trim();
  if (evidence === '' || evidence.length > MOST_EVIDENCE) {
    throw jointError('OV_JOINT_EVIDENCE', { most: MOST_EVIDENCE });
  }
  return { evidence, evidenceSha256: sha256 ?? null };
}

/** Checks that an id may be a subject's: a credit code, or scheme:id. @throws OV_JOINT_SUBJECT_ID */
export function checkSubject(id: string): void {
  const problem = creditCodeProblem(id);
  if (problem !== null && !SCHEME_ID.test(id)) throw jointError('OV_JOINT_SUBJECT_ID', { id, problem });
}

/** Checks that an id is one of a department's own items. @throws OV_JOINT_OWN_ITEMS */
export function checkOwnItem(id: string, department: string, place: string): void {
  const parts = parseGlobalId(id);
  if (parts?.owner !== department || parts.kind !== 'item') {
    throw jointError('OV_JOINT_OWN_ITEMS', { place, id, department });
  }
}
