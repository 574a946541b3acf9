import { type ByDepartment, inOrder } from './commitments.js';
import { refuse } from './DrawError.js';
import { type Inspector, parseInspectors } from './inspectors.js';
import { type Members, memberPlace, readHex, readHexByName, readList, readMembers, readText } from './jsonReader.js';
import { parseRosterEntry, Roster, type RosterEntry } from './Roster.js';
import { departmentsOf, parseTerms, type Terms } from './terms.js';

/** Everything that a draw depends on (§1, §2). Keys, commitments and nonces are 32 bytes in lower-case hex. */
export interface DrawInput {
  readonly drawId: string;
  readonly rosterKey: string;
  readonly terms: Terms;
  readonly commitments: ByDepartment;
  /** Without the departments that did not reveal. */
  readonly nonces: ByDepartment;
  readonly publicEntropy: string;
  readonly roster: readonly RosterEntry[];
  readonly inspectors: readonly Inspector[];
}

/** What stands in a draw's input beside its lists. */
export type DrawHead = Omit<DrawInput, 'roster' | 'inspectors'>;

const ANNOUNCED = { against: ['terms.publicSource'] };

/** The members of a draw's input. */
export const INPUT_MEMBERS = [
  'drawId',
  'rosterKey',
  'terms',
  'commitments',
  'nonces',
  'publicEntropy',
  'roster',
  'inspectors',
];

/**
 * Reads the input of a draw from JSON and checks everything that §1 refuses. Legs come out bytewise by id; roster and
 * inspectors keep their order.
 * @throws DrawError for the first thing that is wrong, with its place
 */
export function parseDrawInput(value: unknown): DrawInput {
  const members = readMembers(value, '', INPUT_MEMBERS);
  const head = readDrawHead(members);
  const index = new Roster(head.terms);
  const roster = readList(members.roster, 'roster').map((item, number) => {
    const entry = parseRosterEntry(item, `roster[${number}]`);
    index.add(entry, `roster[${number}]`);
    return entry;
  });
  const inspectors = parseInspectors(members.inspectors);
  return { ...head, roster, inspectors };
}

/** Reads what stands in a draw's input beside its lists, as parseDrawInput does. */
export function readDrawHead(members: Members): DrawHead {
  const drawId = readText(members.drawId, 'drawId');
  const rosterKey = readHex(members.rosterKey, 'rosterKey', 'ROSTER_KEY_FORM');
  const terms = parseTerms(members.terms);
  const commitments = readHexByName(members.commitments, 'commitments', 'COMMITMENT_FORM');
  checkCommitments(terms, commitments);
  const nonces = readHexByName(members.nonces, 'nonces', 'NONCE_FORM');
  for (const [department] of inOrder(nonces)) {
    if (!Object.hasOwn(commitments, department)) {
      refuse('NONCE_WITHOUT_COMMITMENT', memberPlace('nonces', department), department, { against: ['commitments'] });
    }
  }
  const publicEntropy = readText(members.publicEntropy, 'publicEntropy');
  if (terms.publicSource === '' && publicEntropy !== '') {
    refuse('PUBLIC_ENTROPY_UNANNOUNCED', 'publicEntropy', publicEntropy, ANNOUNCED);
  }
  if (terms.publicSource !== '' && publicEntropy === '') {
    refuse('PUBLIC_ENTROPY_MISSING', 'publicEntropy', publicEntropy, ANNOUNCED);
  }
  return { drawId, rosterKey, terms, commitments, nonces, publicEntropy };
}

/**
 * Checks that exactly the departments with a leg have committed (§1).
 * @throws COMMITMENT_MISSING, COMMITMENT_WITHOUT_LEG
 */
export function checkCommitments(terms: Terms, commitments: ByDepartment): void {
  const departments = departmentsOf(terms);
  for (const department of departments) {
    if (!Object.hasOwn(commitments, department)) {
      refuse('COMMITMENT_MISSING', 'commitments', department, { against: ['terms.legs'] });
    }
  }
  for (const [department] of inOrder(commitments)) {
    if (!departments.includes(department)) {
      refuse('COMMITMENT_WITHOUT_LEG', memberPlace('commitments', department), department, { against: ['terms.legs'] });
    }
  }
}
