import { refuse } from './DrawError.js';
import { type EntryBytes, parseRosterLine, type RosterEntry } from './Roster.js';
import { US } from './text.js';

const TAB = 0x09;
const NEWLINE = 0x0a;
const FIELD_END = 0x1f;

// A byte order mark is a part of a text as any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The lines of a page of a leg's roster, one after the other: subject, stratum, district and standing between tabs, as
 * UTF-8. One object serves them all, since millions of lines go by. It writes into the page: tabs become `US`.
 */
export class PageLines implements EntryBytes {
  readonly leg: string;
  readonly bytes: Uint8Array;
  start = 0;
  middle = 0;
  end = -1;
  readonly #place: string;
  #count = 0;

  /** @param place the page, to name in errors */
  constructor(leg: string, page: Uint8Array, place: string) {
    this.leg = leg;
    this.bytes = page;
    this.#place = place;
  }

  /** How many lines there were so far. */
  get count(): number {
    return this.#count;
  }

  /** Goes to the next line; false where there is none. @throws ROSTER_LINE_FORM for a line of one field */
  next(): boolean {
    const { bytes } = this;
    const start = this.end + 1;
    if (start >= bytes.length) return false;
    let middle = -1;
    let end = start;
    for (; end < bytes.length; end += 1) {
      const byte = bytes[end] as number;
      if (byte > TAB + 1) continue;
      if (byte === NEWLINE) break;
      if (byte !== TAB) continue;
      bytes[end] = FIELD_END;
      if (middle < 0) middle = end;
    }
    this.#count += 1;
    if (middle < 0) refuse('ROSTER_LINE_FORM', this.where());
    this.start = start;
    this.middle = middle;
    this.end = end;
    return true;
  }

  entry(): RosterEntry {
    return parseRosterLine(this.leg + US + decoder.decode(this.bytes.subarray(this.start, this.end)), this.where());
  }

  where(): string {
    return `${this.#place}, line ${this.#count}`;
  }
}
