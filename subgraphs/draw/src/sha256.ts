import { createSHA256 } from 'hash-wasm';
import { US } from './text.js';

// Compiled once while the module loads, so that everything else in this package is synchronous.
const hasher = await createSHA256();
const encoder = new TextEncoder();

/** Bytes of a SHA-256 digest. */
export const DIGEST_BYTES = 32;

const HEX_DIGITS = new TextEncoder().encode('0123456789abcdef');
const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** SHA-256 of the bytes: 32 raw bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  hasher.init();
  hasher.update(bytes);
  return hasher.digest('binary');
}

/** Hashes `bytes` with SHA-256 and writes the 32 raw bytes into `target`, from byte `at` on. */
export type Sha256 = (bytes: Uint8Array, target: Uint8Array, at: number) => void;

/** The SHA-256 that runs anywhere; where millions are hashed, a faster one of the machine's may take its place. */
export const portableSha256: Sha256 = (bytes, target, at) => target.set(sha256(bytes), at);

/** `H(a, b, …)`: SHA-256 over the fields' UTF-8 joined by `US`, in lower-case hex (§ Notation). */
export function hashFields(...fields: readonly string[]): string {
  return toHex(sha256(encoder.encode(fields.join(US))));
}

/** Lower-case hex of the bytes. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX_OF_BYTE[byte];
  return hex;
}

/** The bytes of lower-case hex; the caller has checked its form. */
export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** A message under construction whose beginning can be kept from one hash to the next: no allocation per field. */
export class Message {
  #bytes = new Uint8Array(512);
  #length = 0;
  /** Views of the first bytes, by length: making one costs as much as half a hash. */
  #views: Uint8Array[] = [];

  /** Keeps the first `length` bytes and drops the rest; or takes in what was written into its `room` up to there. */
  truncate(length: number): this {
    this.#length = length;
    return this;
  }

  get length(): number {
    return this.#length;
  }

  /** The message: a view, valid until more is written. */
  get bytes(): Uint8Array {
    this.#views[this.#length] ??= this.#bytes.subarray(0, this.#length);
    return this.#views[this.#length] as Uint8Array;
  }

  /** Its memory, with room for `more` bytes after the message; valid until more is written. */
  room(more: number): Uint8Array {
    this.#reserve(more);
    return this.#bytes;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Writes the bytes from `start` to `end` over those that stand from `at` on. */
  overwrite(at: number, bytes: Uint8Array, start: number, end: number): this {
    const own = this.#bytes;
    for (let from = start, to = at; from < end; from += 1, to += 1) own[to] = bytes[from] as number;
    return this;
  }

  /** The bytes in lower-case hex. */
  hex(bytes: Uint8Array): this {
    this.#reserve(2 * bytes.length);
    let at = this.#length;
    for (const byte of bytes) {
      this.#bytes[at] = HEX_DIGITS[byte >> 4] as number;
      this.#bytes[at + 1] = HEX_DIGITS[byte & 15] as number;
      at += 2;
    }
    this.#length = at;
    return this;
  }

  text(text: string): this {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    this.#reserve(3 * text.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) {
        // Ids are ASCII almost always, and this loop is faster for them than the encoder.
        at += encoder.encodeInto(text.slice(i), bytes.subarray(at)).written;
        break;
      }
      bytes[at] = unit;
      at += 1;
    }
    this.#length = at;
    return this;
  }

  /** SHA-256 of what was written: 32 raw bytes. */
  sha256(): Uint8Array {
    return sha256(this.bytes);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#views = [];
  }
}
