import { refuse } from '../DrawError.js';
import { checkCommitments } from '../drawInput.js';
import { readEach, readHex, readHexByName, readMembers, readText, readWhole } from '../jsonReader.js';
import type { StaffCount, StandingCount, Statement } from '../statementOf.js';
import type { Terms } from '../terms.js';
import { compareBytewise } from '../text.js';
import { checkAscending } from './checkAscending.js';
import { readTermsInOrder } from './readTermsInOrder.js';
import { readSealed, type Seal, sealed } from './sealedRecord.js';

/** The statement as published at the freeze (§2, §6): `onevisit/statement`, version 1. */
export interface StatementRecord extends Statement, Seal<'statement'> {}

const MEMBERS = [
  'drawId',
  'terms',
  'rosterRoot',
  'termsHash',
  'commitments',
  'revealDeadline',
  'entries',
  'inspectors',
];

/** The record of a statement. */
export function statementRecord(statement: Statement): StatementRecord {
  return sealed('statement', statement);
}

/** Reads a statement from JSON: form and order, without recomputing. @throws DrawError with the place of what is wrong */
export function parseStatementRecord(value: unknown): StatementRecord {
  const { members, seal } = readSealed(value, 'statement', MEMBERS);
  const terms = readTermsInOrder(members.terms);
  const commitments = readHexByName(members.commitments, 'commitments', 'COMMITMENT_FORM');
  checkCommitments(terms, commitments);
  return {
    ...seal,
    drawId: readText(members.drawId, 'drawId'),
    terms,
    rosterRoot: readHex(members.rosterRoot, 'rosterRoot', 'HASH_FORM'),
    termsHash: readHex(members.termsHash, 'termsHash', 'HASH_FORM'),
    commitments,
    revealDeadline: readText(members.revealDeadline, 'revealDeadline'),
    entries: readStandingCounts(members.entries, terms),
    inspectors: readStaffCounts(members.inspectors, Object.keys(commitments)),
  };
}

function readStandingCounts(value: unknown, terms: Terms): readonly StandingCount[] {
  const legs = new Set(terms.legs.map(({ id }) => id));
  const rows = readEach(value, 'entries', (item, place): StandingCount => {
    const members = readMembers(item, place, ['leg', 'stratum', 'standing', 'entries']);
    const leg = readText(members.leg, `${place}.leg`);
    if (!legs.has(leg)) refuse('ENTRY_LEG_UNKNOWN', `${place}.leg`, leg, { against: ['terms.legs'] });
    const stratum = readText(members.stratum, `${place}.stratum`);
    if (stratum === '*') refuse('STRATUM_STAR', `${place}.stratum`);
    const standing = readText(members.standing, `${place}.standing`);
    return { leg, stratum, standing, entries: readWhole(members.entries, `${place}.entries`, 1, 'NUMBER_INVALID') };
  });
  const order = (a: StandingCount, b: StandingCount) =>
    compareBytewise(a.leg, b.leg) || compareBytewise(a.stratum, b.stratum) || compareBytewise(a.standing, b.standing);
  checkAscending(rows, 'entries', order, ({ leg, stratum, standing }) => `${leg}, ${stratum}, ${standing}`);
  return rows;
}

function readStaffCounts(value: unknown, participants: readonly string[]): readonly StaffCount[] {
  const rows = readEach(value, 'inspectors', (item, place): StaffCount => {
    const members = readMembers(item, place, ['department', 'inspectors', 'capacity', 'recusals']);
    const number = (name: 'inspectors' | 'capacity' | 'recusals') =>
      readWhole(members[name], `${place}.${name}`, 0, 'NUMBER_INVALID');
    return {
      department: readText(members.department, `${place}.department`),
      inspectors: number('inspectors'),
      capacity: number('capacity'),
      recusals: number('recusals'),
    };
  });
  const order = (a: StaffCount, b: StaffCount) => compareBytewise(a.department, b.department);
  checkAscending(rows, 'inspectors', order, ({ department }) => department);
  const counted = new Set(rows.map(({ department }) => department));
  for (const department of participants) {
    if (!counted.has(department)) {
      refuse('RECORD_CONTRADICTION', 'inspectors', department, { against: ['commitments', 'inspectors'] });
    }
  }
  return rows;
}
