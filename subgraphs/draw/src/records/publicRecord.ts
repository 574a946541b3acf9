import { type ByDepartment, commitmentsHash, revealedNonces, WITHHELD } from '../commitments.js';
import { refuse } from '../DrawError.js';
import type { CrewedVisit } from '../drawCrews.js';
import { memberPlace, readEntries, readHex, readHexByName, readText, readWhole } from '../jsonReader.js';
import { compareBytewise } from '../text.js';
import { publishedVisits } from './auditorsRecord.js';
import { checkAscending } from './checkAscending.js';
import { readVisits } from './readVisits.js';
import { readSealed, type Seal, sealed } from './sealedRecord.js';

/** What is published at the draw (§6). Hashes, commitments and nonces in hex. */
export interface PublishedDraw {
  readonly drawId: string;
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitments: ByDepartment;
  readonly commitmentsHash: string;
  /** Of every department; `WITHHELD` where none was revealed. */
  readonly nonces: Readonly<Record<string, string | typeof WITHHELD>>;
  readonly publicEntropy: string;
  readonly seed: string;
  readonly visitCount: number;
  /** The hash of the auditor's record. */
  readonly recordHash: string;
  /** Those visits that may be disclosed so far, bytewise by key; absent before any may. */
  readonly visits?: readonly CrewedVisit[];
}

/** The public record of a draw (§6): `onevisit/public-record`, version 1. Never `u`, strata or keys. */
export interface PublicRecord extends PublishedDraw, Seal<'public'> {}

const MEMBERS = [
  'drawId',
  'rosterRoot',
  'termsHash',
  'commitments',
  'commitmentsHash',
  'nonces',
  'publicEntropy',
  'seed',
  'visitCount',
  'recordHash',
];

/**
 * The public record of a draw.
 * @param draw a draw's record or what was kept of it; nonces as handed in, visits in any order
 * @param disclosed the visits that may be disclosed by now; leave out where the rule pack allows none
 */
export function publicRecord(
  draw: Omit<PublishedDraw, 'commitmentsHash' | 'visits'>,
  disclosed?: readonly CrewedVisit[],
): PublicRecord {
  const { drawId, rosterRoot, termsHash, commitments, publicEntropy, seed, visitCount, recordHash } = draw;
  return sealed('public', {
    drawId,
    rosterRoot,
    termsHash,
    commitments,
    commitmentsHash: commitmentsHash(commitments),
    nonces: { ...withheld(commitments), ...revealedNonces(drawId, commitments, draw.nonces).revealed },
    publicEntropy,
    seed,
    visitCount,
    recordHash,
    ...(disclosed !== undefined && { visits: publishedVisits(disclosed) }),
  });
}

/** Reads a public record from JSON: form and order, without recomputing. @throws DrawError with the place of what is wrong */
export function parsePublicRecord(value: unknown): PublicRecord {
  const { members, seal } = readSealed(value, 'public', MEMBERS, ['visits']);
  const hash = (name: 'rosterRoot' | 'termsHash' | 'commitmentsHash' | 'seed' | 'recordHash') =>
    readHex(members[name], name, 'HASH_FORM');
  const commitments = readHexByName(members.commitments, 'commitments', 'COMMITMENT_FORM');
  const visitCount = readWhole(members.visitCount, 'visitCount', 0, 'NUMBER_INVALID');
  return {
    ...seal,
    drawId: readText(members.drawId, 'drawId'),
    rosterRoot: hash('rosterRoot'),
    termsHash: hash('termsHash'),
    commitments,
    commitmentsHash: hash('commitmentsHash'),
    nonces: readNonces(members.nonces, commitments),
    publicEntropy: readText(members.publicEntropy, 'publicEntropy'),
    seed: hash('seed'),
    visitCount,
    recordHash: hash('recordHash'),
    ...(Object.hasOwn(members, 'visits') && {
      visits: readDisclosed(members.visits, Object.keys(commitments), visitCount),
    }),
  };
}

function withheld(commitments: ByDepartment): PublishedDraw['nonces'] {
  return Object.fromEntries(Object.keys(commitments).map((department) => [department, WITHHELD]));
}

function readNonces(value: unknown, commitments: ByDepartment): PublishedDraw['nonces'] {
  const nonces = readEntries(value, 'nonces').map(([department, nonce]): [string, string] => {
    const place = memberPlace('nonces', department);
    if (!Object.hasOwn(commitments, department)) {
      refuse('NONCE_WITHOUT_COMMITMENT', place, department, { against: ['commitments'] });
    }
    return [department, nonce === WITHHELD ? nonce : readHex(nonce, place, 'NONCE_FORM')];
  });
  const given = Object.fromEntries(nonces);
  for (const department of Object.keys(commitments)) {
    if (!Object.hasOwn(given, department)) {
      refuse('MEMBER_MISSING', 'nonces', department, { against: ['commitments'] });
    }
  }
  return given;
}

function readDisclosed(value: unknown, departments: readonly string[], visitCount: number): readonly CrewedVisit[] {
  const visits = readVisits(value, 'visits');
  checkAscending(
    visits,
    'visits',
    (a, b) => compareBytewise(a.key, b.key),
    ({ key }) => key,
  );
  if (visits.length > visitCount) refuse('RECORD_CONTRADICTION', 'visits', visits.length, { against: ['visitCount'] });
  for (const [index, { crew }] of visits.entries()) {
    for (const department of Object.keys(crew)) {
      if (departments.includes(department)) continue;
      const place = memberPlace(`visits[${index}].crew`, department);
      refuse('CREW_DEPARTMENT_UNKNOWN', place, department, { against: ['commitments'] });
    }
  }
  return visits;
}
