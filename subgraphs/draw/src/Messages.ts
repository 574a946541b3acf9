import { DIGEST_BYTES, sha256 } from './sha256.js';

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

  /** Adds a message: `head`, then `tail`. */
  add(head: Uint8Array, tail: Uint8Array): void {
    this.#reserve(head.length + tail.length);
    this.#bytes.set(head, this.#length);
    this.#bytes.set(tail, this.#length + head.length);
    this.#length += head.length + tail.length;
    this.#ends[this.#count] = this.#length;
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
  let start = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index] as number;
    hashes.set(sha256(bytes.subarray(start, end)), index * DIGEST_BYTES);
    start = end;
  }
  return hashes;
}
