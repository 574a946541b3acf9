import { refuse } from './DrawError.js';
import type { DrawErrorName } from './errorCatalogue.js';
import { memberPlace, readMembers, readText } from './jsonReader.js';
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
  readonly eligible: readonly number[];
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

interface LegPool {
  readonly cells: Map<string, MutableCell>;
  /** 1 at index i if subject number i is in the leg. */
  members: Uint8Array;
}

interface MutableCell extends Cell {
  population: number;
  readonly standings: Map<string, number>;
  readonly eligible: number[];
}

/**
 * The roster of a draw as an index: distinct subjects by number (in order of arrival), and the cells. Entries may come
 * in any order, one at a time, so that whole pools pass through without being held.
 */
export class Roster {
  /** Subject ids by number. */
  readonly subjects: string[] = [];
  readonly #districts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #legs = new Map<string, LegPool>();
  readonly #checked = new Set<string>();

  constructor(terms: Terms) {
    for (const { id } of terms.legs) this.#legs.set(id, { cells: new Map(), members: new Uint8Array(1024) });
  }

  /**
   * Adds an entry and returns its subject's number.
   * @param where the place to name in errors, e.g. `roster[7]`; else the entry is named by leg and subject only
   * @throws DrawError for whatever §1 refuses in a roster; nothing was added then
   */
  add(entry: RosterEntry, where = 'roster'): number {
    const pool = this.#legs.get(entry.leg);
    if (pool === undefined) return fault('ENTRY_LEG_UNKNOWN', entry, 'leg', where, entry.leg);
    this.#check(entry, where);
    const known = this.#numbers.get(entry.subject);
    if (known !== undefined) {
      if (pool.members[known] === 1) return fault('SUBJECT_TWICE_IN_LEG', entry, 'subject', where, entry.subject);
      const district = this.#districts[known];
      if (district !== entry.district) return fault('SUBJECT_TWO_DISTRICTS', entry, 'district', where, district);
    }
    const number = known ?? this.#enter(entry);
    join(pool, number);
    count(pool.cells, entry, number);
    return number;
  }

  /** The district of a subject by number. */
  districtOf(number: number): string {
    return this.#districts[number] as string;
  }

  /** The number of a subject, or undefined if it is not in the roster. */
  numberOf(subject: string): number | undefined {
    return this.#numbers.get(subject);
  }

  /** All cells that have entries, bytewise by leg, then stratum. */
  cells(): readonly Cell[] {
    return [...this.#legs.values()]
      .flatMap((pool) => [...pool.cells.values()])
      .sort((a, b) => compareBytewise(a.leg, b.leg) || compareBytewise(a.stratum, b.stratum));
  }

  #enter(entry: RosterEntry): number {
    const number = this.subjects.length;
    this.subjects.push(entry.subject);
    this.#districts.push(entry.district);
    this.#numbers.set(entry.subject, number);
    return number;
  }

  /** Strata, districts and standings repeat: each text is checked once. */
  #check(entry: RosterEntry, where: string): void {
    if (entry.stratum === '*') fault('STRATUM_STAR', entry, 'stratum', where);
    if (!this.#numbers.has(entry.subject)) this.#checkText(entry, 'subject', where);
    for (const field of ['stratum', 'district', 'standing'] as const) {
      if (this.#checked.has(entry[field])) continue;
      this.#checkText(entry, field, where);
      this.#checked.add(entry[field]);
    }
  }

  #checkText(entry: RosterEntry, field: (typeof FIELDS)[number], where: string): void {
    const wrong = textFault(entry[field]);
    if (wrong !== undefined) fault(wrong, entry, field, where, entry[field]);
  }
}

function join(pool: LegPool, number: number): void {
  if (number >= pool.members.length) {
    const larger = new Uint8Array(Math.max(number + 1, 2 * pool.members.length));
    larger.set(pool.members);
    pool.members = larger;
  }
  pool.members[number] = 1;
}

function count(cells: Map<string, MutableCell>, entry: RosterEntry, number: number): void {
  let cell = cells.get(entry.stratum);
  if (cell === undefined) {
    cell = { leg: entry.leg, stratum: entry.stratum, population: 0, standings: new Map(), eligible: [] };
    cells.set(entry.stratum, cell);
  }
  cell.population += 1;
  cell.standings.set(entry.standing, (cell.standings.get(entry.standing) ?? 0) + 1);
  if (entry.standing === ELIGIBLE) cell.eligible.push(number);
}

function fault(name: DrawErrorName, entry: RosterEntry, field: string, where: string, value?: string): never {
  const against = name === 'ENTRY_LEG_UNKNOWN' ? ['terms.legs'] : ['roster'];
  return refuse(name, memberPlace(where, field), value, { note: nameOf(entry), against });
}

/** Whom an error about an entry is about. */
export function nameOf(entry: RosterEntry): string {
  return `leg ${JSON.stringify(entry.leg)}, subject ${JSON.stringify(entry.subject)}`;
}
