import { ByteTable, hashOf } from './ByteTable.js';
import { refuse } from './DrawError.js';
import type { DrawErrorName } from './errorCatalogue.js';
import { memberPlace, readMembers, readText } from './jsonReader.js';
import { NumberList } from './NumberList.js';
import { Message } from './sha256.js';
import type { Terms } from './terms.js';
import { compareBytewise, textFault, US } from './text.js';

/** One subject in the pool of one leg (§1). `standing` is `ELIGIBLE` or the reason why not. */
export interface RosterEntry {
  readonly leg: string;
  readonly subject: string;
  readonly stratum: string;
  readonly district: string;
  readonly standing: string;
}

/** The entries of one leg in one stratum. */
export interface Cell {
  readonly leg: string;
  readonly stratum: string;
  /** All entries, whatever their standing. */
  readonly population: number;
  /** Entries by standing. */
  readonly standings: ReadonlyMap<string, number>;
  /** The eligible subjects, by their numbers in the roster. */
  readonly eligible: Uint32Array;
}

/** The standing of those who can be selected. */
export const ELIGIBLE = 'ELIGIBLE';

const FIELDS = ['leg', 'subject', 'stratum', 'district', 'standing'] as const;

/** Reads a roster entry from JSON. @throws DrawError with the place of what is wrong in its form */
export function parseRosterEntry(value: unknown, place: string): RosterEntry {
  const members = readMembers(value, place, FIELDS);
  return {
    leg: readText(members.leg, `${place}.leg`),
    subject: readText(members.subject, `${place}.subject`),
    stratum: readText(members.stratum, `${place}.stratum`),
    district: readText(members.district, `${place}.district`),
    standing: readText(members.standing, `${place}.standing`),
  };
}

/** The text of an entry in its leaf (§1), which is also its compact form on the wire. */
export function rosterLine(entry: RosterEntry): string {
  return entry.leg + US + entry.subject + US + entry.stratum + US + entry.district + US + entry.standing;
}

/** The entry of a rosterLine. Its texts are checked when it joins a roster. @throws ROSTER_LINE_FORM */
export function parseRosterLine(line: string, place: string): RosterEntry {
  const [leg, subject, stratum, district, standing, ...more] = line.split(US);
  if (standing === undefined || leg === undefined || subject === undefined) refuse('ROSTER_LINE_FORM', place);
  if (stratum === undefined || district === undefined || more.length > 0) refuse('ROSTER_LINE_FORM', place);
  return { leg, subject, stratum, district, standing };
}

/** The bytes of an entry: subject, stratum, district and standing, joined by `US`. */
export interface EntryBytes {
  readonly leg: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Where the subject ends. */
  readonly middle: number;
  readonly end: number;
  /** Of the subject, as a ByteTable hashes. */
  readonly subjectHash: number;
  /** Of what follows the subject and its `US`. */
  readonly traitsHash: number;
  /** The entry itself: asked for only where it is refused, or new. */
  entry(): RosterEntry;
  /** The place to name in errors. */
  where(): string;
}

/** What entries have in common: in millions of them there are some hundred such traits. */
interface Traits {
  readonly stratum: string;
  readonly district: string;
  readonly standing: string;
  /** Of the district, in order of arrival. */
  readonly districtNumber: number;
}

/** The pool of a leg while it fills. */
interface LegPool {
  readonly leg: string;
  /** 1 at index i if subject number i is in the leg. */
  members: Uint8Array;
  /** Entries by the number of their traits. */
  readonly counts: number[];
  /** The eligible by stratum. */
  readonly eligible: Map<string, NumberList>;
  /** The list that an entry joins, by the number of its traits; undefined where it cannot be drawn. */
  readonly lists: (NumberList | undefined)[];
}

/**
 * The roster of a draw as an index: distinct subjects by number (in order of arrival), and the cells. Entries may come
 * in any order, one at a time, so that whole pools pass through without being held.
 */
export class Roster {
  /** Ids of subjects by number. */
  readonly subjects = new ByteTable();
  /** Districts in order of arrival. */
  readonly districts: string[] = [];
  readonly #districtOf = new NumberList();
  readonly #pools = new Map<string, LegPool>();
  readonly #traits: Traits[] = [];
  readonly #traitsByLine = new ByteTable();
  readonly #line = new Message();

  constructor(terms: Terms) {
    for (const { id } of terms.legs) {
      const pool = { leg: id, members: new Uint8Array(1024), counts: [], eligible: new Map(), lists: [] };
      this.#pools.set(id, pool);
    }
  }

  /**
   * Adds an entry and returns its subject's number.
   * @param where the place to name in errors, e.g. `roster[7]`; else the entry is named by leg and subject only
   * @throws DrawError for whatever §1 refuses in a roster; nothing was added then
   */
  add(entry: RosterEntry, where = 'roster'): number {
    const { leg, subject, stratum, district, standing } = entry;
    const traits = US + stratum + US + district + US + standing;
    const message = this.#line.truncate(0).text(subject);
    const middle = message.length;
    const end = message.text(traits).length;
    const { bytes } = message;
    const hashes = { subjectHash: hashOf(bytes, 0, middle), traitsHash: hashOf(bytes, middle + 1, end) };
    const line = { leg, bytes, start: 0, middle, end, ...hashes, entry: () => entry, where: () => where };
    // Half a character has no bytes of its own, and would pass for another text.
    if (!(subject + traits).isWellFormed()) refuseText(line);
    return this.addBytes(line);
  }

  /** As `add`, from an entry's bytes. */
  addBytes(line: EntryBytes): number {
    const { bytes, start, middle, subjectHash } = line;
    const pool = this.#pools.get(line.leg);
    if (pool === undefined) return fault('ENTRY_LEG_UNKNOWN', line, 'leg', line.leg);
    const known = this.subjects.find(bytes, start, middle, subjectHash);
    const traits = this.#traitsOf(line);
    if (known >= 0) this.#checkKnown(pool, known, traits, line);
    else if (!isPlain(bytes, start, middle)) refuseText(line, ['subject']);
    const number = known < 0 ? this.subjects.enter(bytes, start, middle, subjectHash) : known;
    if (known < 0) this.#districtOf.push((this.#traits[traits] as Traits).districtNumber);
    this.#count(pool, number, traits);
    return number;
  }

  /** The district of a subject by number. */
  districtOf(number: number): string {
    return this.districts[this.#districtOf.at(number)] as string;
  }

  /** The number of a subject, or undefined if it is not in the roster. */
  numberOf(subject: string): number | undefined {
    const number = this.subjects.findText(subject);
    return number < 0 ? undefined : number;
  }

  /** All cells that have entries, bytewise by leg, then stratum. */
  cells(): readonly Cell[] {
    return [...this.#pools.values()]
      .flatMap((pool) => this.#cellsOf(pool))
      .sort((a, b) => compareBytewise(a.leg, b.leg) || compareBytewise(a.stratum, b.stratum));
  }

  /** The number of a line's traits; each is checked once. */
  #traitsOf(line: EntryBytes): number {
    const { bytes, middle, end, traitsHash } = line;
    const known = this.#traitsByLine.find(bytes, middle + 1, end, traitsHash);
    if (known >= 0) return known;
    const { stratum, district, standing } = line.entry();
    if (stratum === '*') fault('STRATUM_STAR', line, 'stratum');
    refuseText(line, ['stratum', 'district', 'standing']);
    let districtNumber = this.districts.indexOf(district);
    if (districtNumber < 0) districtNumber = this.districts.push(district) - 1;
    this.#traits.push({ stratum, district, standing, districtNumber });
    return this.#traitsByLine.enter(bytes, middle + 1, end, traitsHash);
  }

  #checkKnown(pool: LegPool, number: number, traits: number, line: EntryBytes): void {
    if (pool.members[number] === 1) fault('SUBJECT_TWICE_IN_LEG', line, 'subject', line.entry().subject);
    const district = this.#districtOf.at(number);
    if (district === (this.#traits[traits] as Traits).districtNumber) return;
    fault('SUBJECT_TWO_DISTRICTS', line, 'district', this.districts[district]);
  }

  #count(pool: LegPool, number: number, traits: number): void {
    if (number >= pool.members.length) {
      const larger = new Uint8Array(Math.max(number + 1, 2 * pool.members.length));
      larger.set(pool.members);
      pool.members = larger;
    }
    pool.members[number] = 1;
    const before = pool.counts[traits];
    pool.counts[traits] = (before ?? 0) + 1;
    if (before === undefined) pool.lists[traits] = listFor(pool, this.#traits[traits] as Traits);
    pool.lists[traits]?.push(number);
  }

  #cellsOf({ leg, counts, eligible }: LegPool): readonly Cell[] {
    const standingsOf = new Map<string, Map<string, number>>();
    for (const [number, { stratum, standing }] of this.#traits.entries()) {
      const entries = counts[number] ?? 0;
      if (entries === 0) continue;
      const standings = standingsOf.get(stratum) ?? new Map<string, number>();
      standingsOf.set(stratum, standings.set(standing, (standings.get(standing) ?? 0) + entries));
    }
    return [...standingsOf].map(([stratum, standings]) => ({
      leg,
      stratum,
      population: [...standings.values()].reduce((sum, entries) => sum + entries, 0),
      standings,
      eligible: eligible.get(stratum)?.values() ?? new Uint32Array(),
    }));
  }
}

function listFor(pool: LegPool, { stratum, standing }: Traits): NumberList | undefined {
  if (standing !== ELIGIBLE) return undefined;
  const list = pool.eligible.get(stratum) ?? new NumberList();
  pool.eligible.set(stratum, list);
  return list;
}

/** Ids are printable ASCII almost always. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

/** Refuses the first of an entry's texts that no hash may hold. */
function refuseText(line: EntryBytes, fields: readonly (typeof FIELDS)[number][] = FIELDS): void {
  const entry = line.entry();
  for (const field of fields) {
    const wrong = textFault(entry[field]);
    if (wrong !== undefined) fault(wrong, line, field, entry[field]);
  }
}

function fault(name: DrawErrorName, line: EntryBytes, field: string, value?: string): never {
  const against = name === 'ENTRY_LEG_UNKNOWN' ? ['terms.legs'] : ['roster'];
  return refuse(name, memberPlace(line.where(), field), value, { note: nameOf(line.entry()), against });
}

/** Whom an error about an entry is about. */
export function nameOf(entry: RosterEntry): string {
  return `leg ${JSON.stringify(entry.leg)}, subject ${JSON.stringify(entry.subject)}`;
}
