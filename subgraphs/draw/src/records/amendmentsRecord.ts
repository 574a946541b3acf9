import type { AmendedCrews, Amendment, Place } from '../amendCrews.js';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { refuse } from '../DrawError.js';
import type { CrewedVisit } from '../drawCrews.js';
import { readEach, readHex, readList, readMembers, readText, readTexts } from '../jsonReader.js';
import { compareBytewise } from '../text.js';
import { checkAscending } from './checkAscending.js';
import { type CrewsByDepartment, readCrews } from './readVisits.js';
import { readSealed, type Seal, sealed } from './sealedRecord.js';

/** An amendment with its reason, when it was made, in the words of the caller, and the visits whose crews it changed. */
export type RecordedAmendment = Amendment & {
  readonly reason: string;
  readonly at: string;
  /** Keys of visits, in processing order. */
  readonly changed: readonly string[];
};

/** All crews of a visit after the amendments. */
export interface AmendedVisit {
  readonly key: string;
  readonly crew: CrewsByDepartment;
}

/** The changes of a draw's crews after it (§5); its record stays as it was. */
export interface AmendmentsList {
  readonly drawId: string;
  /** The hash of the auditor's record that they amend. */
  readonly recordHash: string;
  /** All so far, in the order in which they were made. */
  readonly amendments: readonly RecordedAmendment[];
  /** The visits whose crews now differ from the record's, bytewise by key. */
  readonly visits: readonly AmendedVisit[];
}

/** The list of amendments after a record: `onevisit/amendments`, version 1. */
export interface AmendmentsRecord extends AmendmentsList, Seal<'amendments'> {}

/**
 * The record of a draw's amendments.
 * @param amendments all so far, in order, and @param amended what amendCrews made of them
 * @param original the visits of the draw
 */
export function amendmentsRecord(
  draw: { readonly drawId: string; readonly recordHash: string },
  amendments: readonly (Amendment & { readonly reason: string; readonly at: string })[],
  original: readonly CrewedVisit[],
  amended: Pick<AmendedCrews, 'visits' | 'changed'>,
): AmendmentsRecord {
  return sealed('amendments', {
    drawId: draw.drawId,
    recordHash: draw.recordHash,
    amendments: amendments.map((amendment, index) => ({ ...amendment, changed: amended.changed[index] ?? [] })),
    visits: differingVisits(original, amended.visits),
  });
}

/** The visits whose crews differ from the original's, bytewise by key. */
export function differingVisits(
  original: readonly CrewedVisit[],
  amended: readonly CrewedVisit[],
): readonly AmendedVisit[] {
  const before = new Map(original.map(({ key, crew }) => [key, textOf(crew)]));
  return amended
    .filter(({ key, crew }) => before.get(key) !== textOf(crew))
    .map(({ key, crew }) => ({ key, crew }))
    .sort((a, b) => compareBytewise(a.key, b.key));
}

function textOf(crew: CrewsByDepartment): string {
  return canonicalJson(crew as unknown as JsonValue);
}

/** Reads amendments from JSON: form and order, without recomputing. @throws DrawError with the place of what is wrong */
export function parseAmendmentsRecord(value: unknown): AmendmentsRecord {
  const { members, seal } = readSealed(value, 'amendments', ['drawId', 'recordHash', 'amendments', 'visits']);
  const visits = readEach(members.visits, 'visits', (item, place): AmendedVisit => {
    const visit = readMembers(item, place, ['key', 'crew']);
    return { key: readText(visit.key, `${place}.key`), crew: readCrews(visit.crew, `${place}.crew`) };
  });
  checkAscending(
    visits,
    'visits',
    (a, b) => compareBytewise(a.key, b.key),
    ({ key }) => key,
  );
  return {
    ...seal,
    drawId: readText(members.drawId, 'drawId'),
    recordHash: readHex(members.recordHash, 'recordHash', 'HASH_FORM'),
    amendments: readEach(members.amendments, 'amendments', readAmendment),
    visits,
  };
}

function readAmendment(value: unknown, place: string): RecordedAmendment {
  const optional = ['place', 'places'];
  const members = readMembers(value, place, ['kind', 'department', 'reason', 'at', 'changed'], optional);
  const described = {
    department: readText(members.department, `${place}.department`),
    reason: readText(members.reason, `${place}.reason`),
    at: readText(members.at, `${place}.at`),
    changed: readTexts(members.changed, `${place}.changed`),
  };
  const unused = members.kind === 'swap' ? 'place' : 'places';
  if (Object.hasOwn(members, unused)) refuse('MEMBER_UNKNOWN', place, unused);
  switch (members.kind) {
    case 'swap':
      return { kind: 'swap', ...described, places: readPlaces(members.places, `${place}.places`) };
    case 'stepOut':
      return { kind: 'stepOut', ...described, place: readPlace(members.place, `${place}.place`) };
    default:
      return refuse('AMENDMENT_KIND_UNKNOWN', `${place}.kind`, members.kind);
  }
}

function readPlaces(value: unknown, place: string): readonly [Place, Place] {
  const [one, other, ...more] = readList(value, place);
  if (more.length > 0) refuse('NUMBER_INVALID', place, more.length + 2);
  return [readPlace(one, `${place}[0]`), readPlace(other, `${place}[1]`)];
}

function readPlace(value: unknown, place: string): Place {
  const members = readMembers(value, place, ['visit', 'inspector']);
  return {
    visit: readText(members.visit, `${place}.visit`),
    inspector: readText(members.inspector, `${place}.inspector`),
  };
}
