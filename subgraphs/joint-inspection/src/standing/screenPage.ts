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

/** Most bytes by which a line can grow: the longest names of a stratum and of a standing that rules give. */
const MOST_GROWTH = 32;

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
  const standingOf = (start: number, end: number, marks: Marks): Buffer => {
    const entry = { page: bytes, start, end, marks };
    const ground = screen.groundOf(entry);
    if (ground === null) return ELIGIBLE;
    const standing = STANDINGS[ground];
    given[ground] = (given[ground] ?? 0) + 1;
    if (GROUNDS[ground] === 'CAP_REACHED' && screen.isDue(entry)) given[CONFLICT] = (given[CONFLICT] ?? 0) + 1;
    return standing;
  };
  const screened =
    screen.strata === null ? withStandings(bytes, standingOf) : withoutMarks(bytes, screen.strata, standingOf);
  return { page: screened, given };
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
  if (page.length === 0) return page;
  const lines = linesOf(page);
  const written = Buffer.allocUnsafe(page.length + lines.length * MOST_GROWTH);
  let at = 0;
  const copy = (from: Buffer, start = 0, end = from.length): void => {
    at += from.copy(written, at, start, end);
  };
  for (const [number, [start, end]] of lines.entries()) {
    if (number > 0) at = written.writeUInt8(LINE_END, at);
    const [subjectEnd, stratumEnd, districtEnd, standingEnd] = tabsOf(page, start, end, number + 1);
    const marks = marksAt(page, standingEnd + 1, end, number + 1);
    copy(page, start, subjectEnd + 1);
    const stratum = stratumOf(marks, strata);
    if (stratum === null) copy(page, subjectEnd + 1, stratumEnd);
    else copy(stratum);
    copy(page, stratumEnd, districtEnd + 1);
    const eligible = page.compare(ELIGIBLE, 0, ELIGIBLE.length, districtEnd + 1, standingEnd) === 0;
    if (eligible) copy(standingOf(start, subjectEnd, marks));
    else copy(page, districtEnd + 1, standingEnd);
  }
  return written.subarray(0, at);
}

function stratumOf(marks: Marks, { raised, fewer }: MarkedStrata): Buffer | null {
  if (shareMark(marks, raised)) return STRATA.raised;
  return shareMark(marks, fewer) ? STRATA.fewer : null;
}

/** Where each line begins and ends. */
function linesOf(page: Buffer): readonly (readonly [number, number])[] {
  const lines: [number, number][] = [];
  for (let start = 0; start <= page.length; ) {
    const found = page.indexOf(LINE_END, start);
    const end = found < 0 ? page.length : found;
    lines.push([start, end]);
    start = end + 1;
  }
  return lines;
}

/** Where the four tabs of a line with marks stand. */
function tabsOf(page: Buffer, start: number, end: number, line: number): readonly [number, number, number, number] {
  const tabs: number[] = [];
  for (let at = start; at < end; at += 1) if (page[at] === TAB) tabs.push(at);
  const [first, second, third, fourth] = tabs;
  if (tabs.length !== 4 || first === undefined || second === undefined || third === undefined || fourth === undefined) {
    throw new LineRefusal(line, 'needs subject, stratum, district, standing, marks');
  }
  return [first, second, third, fourth];
}

function marksAt(page: Buffer, start: number, end: number, line: number): Marks {
  if (start === end) return NO_MARKS;
  const field = page.toString('utf8', start, end);
  const marks = readMarks(field);
  if (marks === null)
    throw new LineRefusal(line, `"${field.replaceAll('\u001f', ', ')}" has a mark that is not of the contract`);
  return marks;
}
