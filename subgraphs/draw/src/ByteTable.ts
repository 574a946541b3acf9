const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Distinct byte strings, numbered from 0 in order of arrival. Ids of millions of subjects stand here in one array, where
 * as many strings in a map would cost several times the memory and the time.
 */
export class ByteTable {
  #bytes = new Uint8Array(16_384);
  /** Where the bytes of each end; they begin where the one before ends. */
  #ends = new Uint32Array(1024);
  /**
   * Open addressing, two members a slot: number + 1, or 0 where it is free, and beside it the hash, so that others are
   * passed over without a look at their bytes. At most half of them are taken.
   */
  #slots = new Int32Array(2 * 2048);
  #count = 0;

  /** A table of texts, which must differ. */
  static of(texts: Iterable<string>): ByteTable {
    const table = new ByteTable();
    for (const text of texts) table.enterText(text);
    return table;
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** The number of `bytes` from `start` to `end`, or -1 if they are not in the table. @param hash theirs, if it is known */
  find(bytes: Uint8Array, start: number, end: number, hash = hashOf(bytes, start, end)): number {
    const slot = this.#slotOf(bytes, start, end, hash);
    return (this.#slots[slot] as number) - 1;
  }

  /**
   * The number of `bytes` from `start` to `end`; a new one, equal to the count before, if they were not in the table.
   * @param hash theirs, if it is known
   */
  enter(bytes: Uint8Array, start: number, end: number, hash = hashOf(bytes, start, end)): number {
    let slot = this.#slotOf(bytes, start, end, hash);
    const known = (this.#slots[slot] as number) - 1;
    if (known >= 0) return known;
    if (4 * (this.#count + 1) > this.#slots.length) {
      this.#grow();
      slot = this.#slotOf(bytes, start, end, hash);
    }
    return this.#append(bytes, start, end, hash, slot);
  }

  /** Whether the bytes with that number come before those from `start` to `end`, bytewise. */
  precedes(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    const first = this.#startOf(number);
    const length = (this.#ends[number] as number) - first;
    const shared = Math.min(length, end - start);
    for (let at = 0; at < shared; at += 1) {
      const difference = (bytes[start + at] as number) - (own[first + at] as number);
      if (difference !== 0) return difference > 0;
    }
    return end - start > length;
  }

  /** The number of a text's UTF-8, or -1 if it is not in the table. */
  findText(text: string): number {
    const bytes = encoder.encode(text);
    return this.find(bytes, 0, bytes.length);
  }

  /** As `enter`, of a text's UTF-8. */
  enterText(text: string): number {
    const bytes = encoder.encode(text);
    return this.enter(bytes, 0, bytes.length);
  }

  /** The bytes with that number: a view, valid until the next one is entered. */
  bytesOf(number: number): Uint8Array {
    return this.#bytes.subarray(this.#startOf(number), this.#ends[number]);
  }

  /** The text with that number. */
  textOf(number: number): string {
    return decoder.decode(this.bytesOf(number));
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] as number);
  }

  /** The slot that holds these bytes, or the free one where they belong. */
  #slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 2;
    for (let slot = (2 * hash) & last; ; slot = (slot + 2) & last) {
      const number = (slots[slot] as number) - 1;
      if (number < 0 || (slots[slot + 1] === hash && this.#holds(number, bytes, start, end))) return slot;
    }
  }

  #holds(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    const first = this.#startOf(number);
    if ((this.#ends[number] as number) - first !== end - start) return false;
    for (let at = start; at < end; at += 1) {
      if (own[first + at - start] !== bytes[at]) return false;
    }
    return true;
  }

  #append(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const number = this.#count;
    const first = this.#startOf(number);
    const last = first + end - start;
    while (last > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(2 * this.#bytes.length));
    const own = this.#bytes;
    for (let at = start; at < end; at += 1) own[first + at - start] = bytes[at] as number;
    this.#ends[number] = last;
    this.#slots[slot] = number + 1;
    this.#slots[slot + 1] = hash;
    this.#count += 1;
    return number;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    const last = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      let slot = (2 * (old[from + 1] as number)) & last;
      while (slots[slot] !== 0) slot = (slot + 2) & last;
      slots[slot] = old[from] as number;
      slots[slot + 1] = old[from + 1] as number;
    }
    this.#slots = slots;
    this.#ends = grown(this.#ends, new Uint32Array(slots.length / 4));
  }
}

/** The hash of no bytes, before its end; see `hashedOn`. */
export const HASH_BEGIN = 0x811c9dc5;

/** The hash with one more byte: FNV-1a. */
export function hashedOn(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** The end of a hash, which lets its low bits be used. */
export function hashEnd(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The hash of `bytes` from `start` to `end`. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_BEGIN;
  for (let at = start; at < end; at += 1) hash = hashedOn(hash, bytes[at] as number);
  return hashEnd(hash);
}

function grown<Numbers extends Uint8Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
