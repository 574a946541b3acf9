import { DIGEST_BYTES, Message } from './sha256.js';

/** Messages to be hashed, one after the other: plain data, for another thread to take. */
export interface Messages {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** A list of messages while it grows. */
export class MessageList {
  #bytes: Uint8Array<ArrayBuffer>;
  #ends = new Uint32Array(1024);
  #length = 0;
  #count = 0;

  /** @param room bytes to begin with */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
  }

  /** Adds a message: the first `prefix` bytes of `head`, then those of `tail` from `start` to `end`. */
  add(head: Uint8Array, prefix: number, tail: Uint8Array, start: number, end: number): void {
    this.#reserve(prefix + end - start);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let from = 0; from < prefix; from += 1, at += 1) bytes[at] = head[from] as number;
    for (let from = start; from < end; from += 1, at += 1) bytes[at] = tail[from] as number;
    this.#length = at;
    this.#ends[this.#count] = at;
    this.#count += 1;
  }

  /** The messages; no more can be added. */
  end(): Messages {
    return { bytes: this.#bytes.subarray(0, this.#length), ends: this.#ends.subarray(0, this.#count) };
  }

  #reserve(more: number): void {
    if (this.#length + more > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length + more);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    if (this.#count < this.#ends.length) return;
    const longer = new Uint32Array(2 * this.#count);
    longer.set(this.#ends);
    this.#ends = longer;
  }
}

/** The SHA-256 of each message, raw, one after the other. */
export function hashesOf({ bytes, ends }: Messages): Uint8Array<ArrayBuffer> {
  const hashes = new Uint8Array(ends.length * DIGEST_BYTES);
  const message = new Message();
  let start = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index] as number;
    const hash = message.truncate(0).range(bytes, start, end).sha256();
    for (let byte = 0; byte < DIGEST_BYTES; byte += 1) hashes[index * DIGEST_BYTES + byte] = hash[byte] as number;
    start = end;
  }
  return hashes;
}
