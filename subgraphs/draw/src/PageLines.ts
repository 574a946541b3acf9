import { HASH_BEGIN, hashEnd, hashedOn } from './ByteTable.js';
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
 * UTF-8. One object serves them all, since millions of lines go by: each is written out with `US` in place of tabs, and
 * hashed for the tables that it will be looked up in, as it is read.
 */
export class PageLines implements EntryBytes {
  readonly leg: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  middle = 0;
  end = 0;
  subjectHash = 0;
  traitsHash = 0;
  readonly #page: Uint8Array;
  readonly #place: string;
  #next = 0;
  #count = 0;

  /**
   * @param place the page, to name in errors
   * @param target where lines are written to; there is room for the whole page
   * @param start where in it
   */
  constructor(leg: string, page: Uint8Array, place: string, target: Uint8Array, start: number) {
    this.leg = leg;
    this.bytes = target;
    this.start = start;
    this.#page = page;
    this.#place = place;
  }

  /** Goes to the next line; false where there is none. @throws ROSTER_LINE_FORM for a line of one field, or with `US` */
  next(): boolean {
    const page = this.#page;
    const { bytes } = this;
    const { length } = page;
    let from = this.#next;
    if (from >= length) return false;
    this.#count += 1;
    let hash = HASH_BEGIN;
    let to = this.start;
    for (; from < length; from += 1, to += 1) {
      const byte = page[from] as number;
      if (byte <= FIELD_END && isEnd(byte)) break;
      bytes[to] = byte;
      hash = hashedOn(hash, byte);
    }
    if (from >= length || page[from] !== TAB) refuse('ROSTER_LINE_FORM', this.where());
    this.subjectHash = hashEnd(hash);
    bytes[to] = FIELD_END;
    this.middle = to;
    hash = HASH_BEGIN;
    for (from += 1, to += 1; from < length; from += 1, to += 1) {
      let byte = page[from] as number;
      if (byte <= FIELD_END && isEnd(byte)) {
        if (byte !== TAB) break;
        byte = FIELD_END;
      }
      bytes[to] = byte;
      hash = hashedOn(hash, byte);
    }
    if (from < length && page[from] !== NEWLINE) refuse('ROSTER_LINE_FORM', this.where());
    this.traitsHash = hashEnd(hash);
    this.end = to;
    this.#next = from + 1;
    return true;
  }

  entry(): RosterEntry {
    return parseRosterLine(this.leg + US + decoder.decode(this.bytes.subarray(this.start, this.end)), this.where());
  }

  where(): string {
    return `${this.#place}, line ${this.#count}`;
  }
}

/** Whether a byte ends a field or a line, or may not be in either. */
function isEnd(byte: number): boolean {
  return byte === TAB || byte === NEWLINE || byte === FIELD_END;
}
