import { refuse } from '../DrawError.js';
import { memberPlace } from '../jsonReader.js';
import { sharedWindow } from '../mergeVisits.js';
import { quotaOf, quotaRuleFor } from '../quotaOf.js';
import { ELIGIBLE } from '../Roster.js';
import type { PublicRecord } from '../records/publicRecord.js';
import type { StatementRecord } from '../records/statementRecord.js';
import type { SubjectRecord, SubjectsStratum } from '../records/subjectRecord.js';
import { statementOf } from '../statementOf.js';
import { departmentsOf, type Leg } from '../terms.js';
import type { VerifiedAuditors } from './AuditorsVerification.js';
import { checkSame } from './checkSame.js';
import type { Pass, RecordKind } from './checks.js';
import { checkAmendments } from './verifyAmendments.js';
import type { VerifiedRecord } from './verifyKind.js';

/** Members that mean the same in whatever records they stand. */
const SHARED = [
  'drawId',
  'terms',
  'termsHash',
  'rosterRoot',
  'commitments',
  'commitmentsHash',
  'publicEntropy',
  'seed',
  'recordHash',
];

/** The place of a path in the record of that kind. */
type At = (kind: RecordKind, path: string) => string;

/**
 * Checks that a record agrees with another of the same draw, as far as the two say anything about each other.
 * Places in the other begin with its kind, as in `statement.terms.legs[0].id`.
 * @throws DrawError for the first difference
 */
export function compareRecords(one: VerifiedRecord, other: VerifiedRecord, pass: Pass): void {
  const [mine, theirs]: [object, object] = [one.record, other.record];
  for (const name of SHARED) {
    if (Object.hasOwn(mine, name) && Object.hasOwn(theirs, name)) {
      const read = (record: object): unknown => Reflect.get(record, name);
      checkSame(read(mine), read(theirs), name, [`${other.kind}.${name}`]);
    }
  }
  pass('SAME_DRAW');
  const at: At = (kind, path) => (kind === one.kind ? path : `${kind}.${path}`);
  compareKinds(one, other, at, pass);
  compareKinds(other, one, at, pass);
}

function compareKinds(one: VerifiedRecord, other: VerifiedRecord, at: At, pass: Pass): void {
  if (one.kind === 'statement' && other.kind === 'auditors') {
    checkCounts(one.record, other.record, at);
    pass('COUNTS');
  } else if (one.kind === 'statement' && other.kind === 'public') {
    checkSource(one.record, other.record, at);
    pass('SOURCE');
    checkLegs(one.record, other.record, at);
    pass('LEGS');
  } else if (one.kind === 'statement' && other.kind === 'subject') {
    checkStrata(one.record, other.record, at);
    pass('COUNTS');
  } else if (one.kind === 'public' && other.kind === 'auditors') {
    checkPublished(one.record, other.record, at);
    pass('PUBLISHED');
  } else if (one.kind === 'amendments' && other.kind === 'auditors') {
    checkSame(one.record.recordHash, other.record.hash, at('amendments', 'recordHash'), [at('auditors', 'record')]);
    checkAmendments(one.record, other.record, (path) => at('amendments', path));
    pass('AMENDMENTS');
  }
}

/** What the statement counts (§2) is what stands in the auditor's record. */
function checkCounts(statement: StatementRecord, auditors: VerifiedAuditors, at: At): void {
  const { entries, inspectors } = statementOf({ ...auditors, revealDeadline: '' });
  checkSame(statement.entries, entries, at('statement', 'entries'), [at('auditors', 'roster')]);
  checkSame(statement.inspectors, inspectors, at('statement', 'inspectors'), [at('auditors', 'inspectors')]);
}

/** There is public entropy exactly if the terms name a public source. */
function checkSource(statement: StatementRecord, published: PublicRecord, at: At): void {
  if ((statement.terms.publicSource === '') === (published.publicEntropy === '')) return;
  const against = [at('statement', 'terms.publicSource')];
  refuse('RECORD_CONTRADICTION', at('public', 'publicEntropy'), published.publicEntropy, { against });
}

/** The legs, windows and departments of disclosed visits are those of the terms (§4). */
function checkLegs({ terms }: StatementRecord, published: PublicRecord, at: At): void {
  const legs = new Map(terms.legs.map((leg) => [leg.id, leg]));
  const against = [at('statement', 'terms.legs')];
  for (const [index, visit] of (published.visits ?? []).entries()) {
    const place = at('public', `visits[${index}]`);
    const own = visit.legs.map(
      (id, number): Leg => legs.get(id) ?? refuse('ENTRY_LEG_UNKNOWN', `${place}.legs[${number}]`, id, { against }),
    );
    if (own.length > 0) checkSame(visit.window, sharedWindow(own), `${place}.window`, [...against, `${place}.legs`]);
    const departments = departmentsOf({ ...terms, legs: own });
    checkSame(Object.keys(visit.crew).length, departments.length, `${place}.crew`, [...against, `${place}.legs`]);
    for (const department of departments) {
      const present = Object.hasOwn(visit.crew, department);
      checkSame(present, true, memberPlace(`${place}.crew`, department), [...against, `${place}.legs`]);
    }
  }
}

/** The strata of a subject's record are as the statement counts and the terms ask (§3). */
function checkStrata(statement: StatementRecord, subject: SubjectRecord, at: At): void {
  const entries = at('statement', 'entries');
  const total = sum(statement.entries, (row) => row.entries) + sum(statement.inspectors, (row) => row.inspectors);
  checkSame(subject.leafCount, total, at('subject', 'leafCount'), [entries, at('statement', 'inspectors')]);
  for (const [index, row] of subject.strata.entries()) {
    checkStratum(statement, row, at('subject', `strata[${index}]`), [entries, at('statement', 'terms.legs')]);
  }
}

function checkStratum(statement: StatementRecord, row: SubjectsStratum, place: string, against: string[]): void {
  const counts = statement.entries.filter(({ leg, stratum }) => leg === row.leg && stratum === row.stratum);
  const eligible = counts.filter(({ standing }) => standing === ELIGIBLE);
  checkSame(
    row.population,
    sum(counts, ({ entries }) => entries),
    `${place}.population`,
    against,
  );
  checkSame(
    row.eligible,
    sum(eligible, ({ entries }) => entries),
    `${place}.eligible`,
    against,
  );
  const leg = statement.terms.legs.find(({ id }) => id === row.leg);
  const quota = leg === undefined ? 0 : quotaOf(quotaRuleFor(leg, row.stratum), row.population);
  checkSame(row.quota, quota, `${place}.quota`, against);
}

/** What was published is what the auditor's record says, as far as it was disclosed. */
function checkPublished(published: PublicRecord, auditors: VerifiedAuditors, at: At): void {
  const visits = at('auditors', 'visits');
  checkSame(published.recordHash, auditors.hash, at('public', 'recordHash'), [at('auditors', 'record')]);
  checkSame(published.visitCount, auditors.visits.length, at('public', 'visitCount'), [visits]);
  const byKey = new Map(auditors.visits.map((visit) => [visit.key, visit]));
  for (const [index, visit] of (published.visits ?? []).entries()) {
    checkSame(visit, byKey.get(visit.key), at('public', `visits[${index}]`), [visits]);
  }
}

function sum<T>(rows: readonly T[], count: (row: T) => number): number {
  return rows.reduce((total, row) => total + count(row), 0);
}
