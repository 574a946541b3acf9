import { refuse } from '../DrawError.js';

/** The text of a record without the entries of its roster. */
export interface RecordFrame {
  /** As far as the bracket that opens the roster; the whole text if none does. */
  readonly before: string;
  /** From the bracket that closes it. */
  readonly after: string;
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = 0x20;

/** What opens the roster among the members of a record. */
const ROSTER = new TextEncoder().encode('"roster":[');

/**
 * Splits the text of a record, as its bytes come, into the entries of its roster and the frame around them. It finds its
 * way in any JSON; whether the text is JSON is seen when its parts are parsed. What a record without a roster has is
 * frame alone.
 */
export class RecordScanner {
  /** Given the texts of entries in runs, each the entries that a chunk completed, without the commas between runs. */
  readonly #entries: ((run: string) => void) | undefined;
  // A byte order mark is a part of a text as any other.
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #part: 'before' | 'roster' | 'after' = 'before';
  /** Of the frame, or from the roster's bracket on. */
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** How much of ROSTER was matched. */
  #matched = 0;
  #before = '';
  #after = '';
  /** The beginning of an entry that was not completed. */
  #run = '';

  /** @param entries is given runs of entries; without it they are passed over */
  constructor(entries?: (run: string) => void) {
    this.#entries = entries;
  }

  /** Takes the next bytes, some hundred thousand at most. @throws RECORD_NOT_JSON, and what `entries` throws */
  write(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) at = this.#part === 'roster' ? this.#scanRoster(chunk, at) : this.#scanFrame(chunk, at);
  }

  /** Ends the text. @throws RECORD_NOT_JSON */
  finish(): RecordFrame {
    this.#text(new Uint8Array(), true);
    return { before: this.#before, after: this.#after };
  }

  /** Goes on to behind the bracket that opens the roster, or the end of the chunk, and says where that is. */
  #scanFrame(chunk: Uint8Array, start: number): number {
    let at = start;
    while (at < chunk.length && this.#matched < ROSTER.length) {
      const byte = chunk[at] as number;
      if (this.#part === 'before') this.#match(byte);
      this.#step(byte);
      at += 1;
    }
    const opened = this.#matched === ROSTER.length;
    const text = this.#text(chunk.subarray(start, at), opened);
    if (this.#part === 'before') this.#before = joined(this.#before, text);
    else this.#after = joined(this.#after, text);
    if (opened) {
      this.#part = 'roster';
      this.#matched = 0;
      this.#depth = 0;
    }
    return at;
  }

  /** Follows ROSTER among the members of the record, where there may be white space outside texts. */
  #match(byte: number): void {
    if (this.#depth !== 1 || (byte <= SPACE && !this.#inText)) return;
    if (byte === ROSTER[this.#matched]) this.#matched += 1;
    else this.#matched = byte === QUOTE ? 1 : 0;
  }

  /** Goes on to the bracket that closes the roster, or the end of the chunk, and says where that is. */
  #scanRoster(chunk: Uint8Array, start: number): number {
    let at = start;
    let comma = -1;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.#depth === 0 && !this.#inText) {
        if (byte === COMMA) comma = at;
        else if (byte === CLOSE_LIST) break;
      }
      this.#step(byte);
    }
    const closed = at < chunk.length;
    if (closed) this.#part = 'after';
    if (this.#entries !== undefined) this.#giveRuns(chunk.subarray(start, at), comma - start, closed);
    return at;
  }

  #giveRuns(bytes: Uint8Array, comma: number, closed: boolean): void {
    const completed = closed ? bytes.length : comma;
    const run = joined(this.#run, this.#text(completed < 0 ? bytes : bytes.subarray(0, completed), completed >= 0));
    if (completed < 0) {
      this.#run = run;
      return;
    }
    this.#run = closed ? '' : this.#text(bytes.subarray(comma + 1), false);
    this.#entries?.(run);
  }

  /** Keeps to what is text and how deep lists and objects are nested. */
  #step(byte: number): void {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inText = false;
    } else if (byte === QUOTE) this.#inText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth -= 1;
  }

  /** @param ends whether a character may not go on in the next bytes */
  #text(bytes: Uint8Array, ends: boolean): string {
    return orNotJson(() => this.#decoder.decode(bytes, { stream: !ends }));
  }
}

/** Parses JSON. @throws RECORD_NOT_JSON */
export function parseJson(text: string): unknown {
  return orNotJson(() => JSON.parse(text));
}

function joined(text: string, more: string): string {
  return orNotJson(() => text + more);
}

/** What the work comes to; its failure means that a text is not JSON in UTF-8, or longer than any text can be. */
function orNotJson<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refuse('RECORD_NOT_JSON', 'record', error instanceof Error ? error.message : error);
  }
}
