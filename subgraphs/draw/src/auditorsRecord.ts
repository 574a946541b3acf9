import { canonicalJson, type JsonValue } from './canonicalJson.js';
import { revealedNonces } from './commitments.js';
import type { CrewedVisit } from './drawCrews.js';
import type { DrawInput } from './drawInput.js';
import { compareEntries, compareInspectors, withSortedLists } from './leaves.js';
import type { DrawOutcome } from './runDraw.js';
import { parseTerms } from './terms.js';
import { compareBytewise } from './text.js';

/** The auditor's record of a draw (§6): everything that recomputing it takes, and what it came to. */
export interface AuditorsRecord extends DrawInput {
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitmentsHash: string;
  readonly seed: string;
  readonly quotas: DrawOutcome['quotas'];
  readonly visits: readonly CrewedVisit[];
}

/**
 * The auditor's record (§6): roster and inspectors in leaf order with their lists bytewise, legs bytewise, and of the
 * nonces those that count as revealed.
 */
export function auditorsRecord(input: DrawInput, outcome: DrawOutcome): AuditorsRecord {
  const { drawId, rosterKey, commitments, publicEntropy } = input;
  const { rosterRoot, termsHash, commitmentsHash, seed, quotas, visits } = outcome;
  return {
    drawId,
    rosterKey,
    terms: parseTerms(input.terms),
    commitments,
    nonces: revealedNonces(drawId, commitments, input.nonces).revealed,
    publicEntropy,
    roster: [...input.roster].sort(compareEntries),
    inspectors: [...input.inspectors].sort(compareInspectors).map(withSortedLists),
    rosterRoot,
    termsHash,
    commitmentsHash,
    seed,
    quotas,
    visits,
  };
}

/**
 * The record's canonical JSON in pieces: a record of millions of entries exceeds the longest string there can be.
 * Joined, the pieces are canonicalJson of the record; the hash of their UTF-8 is the published hash of the record.
 */
export function* recordPieces(record: AuditorsRecord): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield `${before}${canonicalJson(name)}:`;
    before = ',';
    if (Array.isArray(value)) yield* listPieces(value);
    else yield canonicalJson(value as JsonValue);
  }
  yield '}';
}

/** The visits as published (§6): bytewise by key, with their crews. */
export function publishedVisits(visits: readonly CrewedVisit[]): readonly CrewedVisit[] {
  return [...visits].sort((a, b) => compareBytewise(a.key, b.key));
}

function* listPieces(list: readonly JsonValue[]): Generator<string> {
  yield '[';
  for (const [index, item] of list.entries()) yield (index === 0 ? '' : ',') + canonicalJson(item);
  yield ']';
}
