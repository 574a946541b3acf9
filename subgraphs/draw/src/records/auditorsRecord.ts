import { revealedNonces } from '../commitments.js';
import type { CrewedVisit } from '../drawCrews.js';
import { type DrawInput, INPUT_MEMBERS, parseDrawInput } from '../drawInput.js';
import type { Inspector } from '../inspectors.js';
import { type Members, readEach, readHex, readMembers } from '../jsonReader.js';
import { compareEntries, compareInspectors, withSortedLists } from '../leaves.js';
import { nameOf } from '../Roster.js';
import type { DrawOutcome } from '../runDraw.js';
import { parseTerms } from '../terms.js';
import { compareBytewise } from '../text.js';
import { checkAscending } from './checkAscending.js';
import { QUOTA_MEMBERS, readQuotaRow } from './readQuotaRow.js';
import { readTermsInOrder } from './readTermsInOrder.js';
import { readVisits } from './readVisits.js';

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

/** The visits as published (§6): bytewise by key, with their crews. */
export function publishedVisits(visits: readonly CrewedVisit[]): readonly CrewedVisit[] {
  return [...visits].sort((a, b) => compareBytewise(a.key, b.key));
}

const RESULT_MEMBERS = ['rosterRoot', 'termsHash', 'commitmentsHash', 'seed', 'quotas', 'visits'];

/** The members of an auditor's record, which tell it from the other records. */
export const AUDITORS_MEMBERS: readonly string[] = [...INPUT_MEMBERS, ...RESULT_MEMBERS];

/**
 * Reads an auditor's record from JSON: form and order, without recomputing.
 * @throws DrawError with the place of what is wrong
 */
export function parseAuditorsRecord(value: unknown): AuditorsRecord {
  const members = readMembers(value, 'record', AUDITORS_MEMBERS);
  const terms = readTermsInOrder(members.terms);
  const input = parseDrawInput(Object.fromEntries(INPUT_MEMBERS.map((name) => [name, members[name]])));
  checkAscending(input.roster, 'roster', compareEntries, nameOf);
  checkInspectorsInOrder(input.inspectors);
  return {
    ...input,
    terms,
    ...readHashes(members),
    quotas: readEach(members.quotas, 'quotas', (row, place) =>
      readQuotaRow(readMembers(row, place, QUOTA_MEMBERS), place),
    ),
    visits: readVisits(members.visits, 'visits'),
  };
}

/** Reads the hashes of an auditor's record. @throws HASH_FORM */
export function readHashes(
  members: Members,
): Pick<AuditorsRecord, 'rosterRoot' | 'termsHash' | 'commitmentsHash' | 'seed'> {
  const hash = (name: string) => readHex(members[name], name, 'HASH_FORM');
  return {
    rosterRoot: hash('rosterRoot'),
    termsHash: hash('termsHash'),
    commitmentsHash: hash('commitmentsHash'),
    seed: hash('seed'),
  };
}

/** Checks that inspectors stand in leaf order, their lists bytewise. @throws RECORD_ORDER */
export function checkInspectorsInOrder(inspectors: readonly Inspector[]): void {
  checkAscending(inspectors, 'inspectors', compareInspectors, ({ id }) => id);
  for (const [index, { specialties, recusals }] of inspectors.entries()) {
    for (const [name, list] of Object.entries({ specialties, recusals })) {
      checkAscending(list, `inspectors[${index}].${name}`, compareBytewise, (text) => text);
    }
  }
}
