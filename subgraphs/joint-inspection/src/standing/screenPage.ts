import { eachEligible } from '../budget/eligibleLines.js';
import { CONFLICT, type Given, GROUNDS, type Ground } from './Ground.js';
import { type Marks, NO_MARKS, readMarks, shareMark } from './marks.js';

/** An entry of a page: whose it is, as the bytes of the subject's id, and the subject's marks. */
export interface ScreenedEntry {
  readonly page: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly marks: Marks;
}

/** What rules make of the entries of a leg. */
export interface LegScreen {
  /** Marks for which pages are asked, with the strata that they lead to; null where no rule asks for any. */
  readonly strata: MarkedStrata | null;
  /** The ground on which an entry that could be drawn cannot; null where it can. */
  readonly groundOf: (entry: ScreenedEntry) => Ground | null;
  /** Whether the minimum frequency demands a visit; asked of those who are at the cap. */
  readonly isDue: (entry: ScreenedEntry) => boolean;
  /** Whether it could not be drawn for a cap, did not one of its marks lift it; asked of those who can. */
  readonly isLifted: (entry: ScreenedEntry) => boolean;
}

/** Strata of subjects with marks; the first that fits. */
export interface MarkedStrata {
  readonly raised: Marks;
  readonly fewer: Marks;
}

/** A page with the standings and strata that rules give, four fields a line, and how many. */
export interface ScreenedPage {
  readonly page: Uint8Array;
  readonly given: Given;
  /** Subjects who can be drawn beyond a cap, as marks lift it. */
  readonly lifted: readonly string[];
}

/** That a line is not what was asked for. */
export class LineRefusal extends Error {
  /** From 1. */
  readonly line: number;

  constructor(line: number, problem: string) {
    super(problem);
    this.line = line;
  }
}

/** Subjects to be inspected more often; those to be inspected less often. */
export const RAISED = 'RAISED';
export const TRUSTWORTHY = 'TRUSTWORTHY';

const TAB = 0x09;
const LINE_END = 0x0a;
const ELIGIBLE = Buffer.from('ELIGIBLE');
const STANDINGS = Object.fromEntries(
  Object.entries(GROUNDS).map(([ground, standing]) => [ground, Buffer.from(standing)]),
) as Readonly<Record<Ground, Buffer>>;
const STRATA = { raised: Buffer.from(RAISED), fewer: Buffer.from(TRUSTWORTHY) } as const;

/** Room for names of strata and standings that rules give, to begin with. */
const ROOM = 1024;

const FIELDS = 'needs subject, stratum, district, standing, marks';

/**
 * Gives the entries of a roster's page the standings and strata that rules give, in one pass. Other standings stay as they came;
 * lines that are none stay for the engine to refuse.
 * @param page subject, stratum, district, standing, and marks where the screen asks for them, joined by tabs, a line an
 *   entry, in UTF-8
 * @throws LineRefusal for a line without its marks, or with one that is not of the contract
 */
export function screenPage(page: Uint8Array, screen: LegScreen): ScreenedPage {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
  const given: Partial<Record<Ground | typeof CONFLICT, number>> = {};
  const lifted: string[] = [];
  const standingOf = (start: number, end: number, marks: Marks): Buffer => {
    const entry = { page: bytes, start, end, marks };
    const ground = screen.groundOf(entry);
    if (ground === null) {
      if (screen.isLifted(entry)) lifted.push(bytes.toString('utf8', start, end));
      return ELIGIBLE;
    }
    const standing = STANDINGS[ground];
    given[ground] = (given[ground] ?? 0) + 1;
    if (GROUNDS[ground] === 'CAP_REACHED' && screen.isDue(entry)) given[CONFLICT] = (given[CONFLICT] ?? 0) + 1;
    return standing;
  };
  const screened =
    screen.strata === null ? withStandings(bytes, standingOf) : withoutMarks(bytes, screen.strata, standingOf);
  return { page: screened, given, lifted };
}

type StandingOf = (start: number, end: number, marks: Marks) => Buffer;

/** A page without marks: only those who could be drawn are looked at, and what stays is not copied by the line. */
function withStandings(page: Buffer, standingOf: StandingOf): Uint8Array {
  const pieces: Buffer[] = [];
  let copied = 0;
  eachEligible(page, (start, subjectEnd, end) => {
    const standing = standingOf(start, subjectEnd, NO_MARKS);
    if (standing === ELIGIBLE) return;
    pieces.push(page.subarray(copied, end - ELIGIBLE.length), standing);
    copied = end;
  });
  return copied === 0 ? page : Buffer.concat([...pieces, page.subarray(copied)]);
}

function withoutMarks(page: Buffer, strata: MarkedStrata, standingOf: StandingOf): Uint8Array {
  const written = new LineWriter(page);
  for (let start = 0, line = 1; start < page.length; line += 1) {
    const found = page.indexOf(LINE_END, start);
    const end = found < 0 ? page.length : found;
    const subjectEnd = tabAfter(page, start, end, line);
    const stratumEnd = tabAfter(page, subjectEnd + 1, end, line);
    const districtEnd = tabAfter(page, stratumEnd + 1, end, line);
    const standingEnd = tabAfter(page, districtEnd + 1, end, line);
    const marks = marksAt(page, standingEnd + 1, end, line);
    const stratum = stratumOf(marks, strata);
    if (stratum !== null) written.replace(subjectEnd + 1, stratumEnd, stratum);
    if (isEligible(page, districtEnd + 1, standingEnd)) {
      const standing = standingOf(start, subjectEnd, marks);
      if (standing !== ELIGIBLE) written.replace(districtEnd + 1, standingEnd, standing);
    }
    written.replace(standingEnd, end, NOTHING);
    start = end + 1;
  }
  return written.end();
}

const NOTHING = Buffer.alloc(0);

/** Writes a page anew, with some of its bytes replaced; what stays is copied in as few pieces as may be. */
class LineWriter {
  readonly #page: Buffer;
  #written: Buffer;
  #at = 0;
  /** Up to where the page was copied. */
  #copied = 0;

  constructor(page: Buffer) {
    this.#page = page;
    this.#written = Buffer.allocUnsafe(page.length + ROOM);
  }

  /** The bytes from `start` to `end`, which follow all that were replaced before, become others. */
  replace(start: number, end: number, others: Buffer): void {
    this.#copy(this.#page, this.#copied, start);
    if (others.length > 0) this.#copy(others, 0, others.length);
    this.#copied = end;
  }

  /** The page as written. */
  end(): Uint8Array {
    this.#copy(this.#page, this.#copied, this.#page.length);
    return this.#written.subarray(0, this.#at);
  }

  /** By the byte: most pieces are a line long, for which calls of Buffer.copy take longer. */
  #copy(from: Buffer, start: number, end: number): void {
    const last = this.#at + end - start;
    if (last > this.#written.length) this.#grow(last);
    const written = this.#written;
    for (let at = start, to = this.#at; at < end; at += 1, to += 1) written[to] = from[at] as number;
    this.#at = last;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(2 * needed);
    this.#written.copy(larger, 0, 0, this.#at);
    this.#written = larger;
  }
}

function stratumOf(marks: Marks, { raised, fewer }: MarkedStrata): Buffer | null {
  if (shareMark(marks, raised)) return STRATA.raised;
  return shareMark(marks, fewer) ? STRATA.fewer : null;
}

/** Where the next tab of a line stands. */
function tabAfter(page: Buffer, from: number, end: number, line: number): number {
  let at = from;
  while (at < end && page[at] !== TAB) at += 1;
  if (at >= end) throw new LineRefusal(line, FIELDS);
  return at;
}

function isEligible(page: Buffer, start: number, end: number): boolean {
  if (end - start !== ELIGIBLE.length) return false;
  for (let at = 0; at < ELIGIBLE.length; at += 1) {
    if (page[start + at] !== ELIGIBLE[at]) return false;
  }
  return true;
}

function marksAt(page: Buffer, start: number, end: number, line: number): Marks {
  if (start === end) return NO_MARKS;
  const field = page.toString('utf8', start, end);
  if (field.includes('\t')) throw new LineRefusal(line, FIELDS);
  const marks = readMarks(field);
  if (marks === null)
    throw new LineRefusal(line, `"${field.replaceAll('\u001f', ', ')}" has a mark that is not of the contract`);
  return marks;
}
