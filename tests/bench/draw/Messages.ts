import type { Sha256 } from '@onevisit/draw';

const encoder = new TextEncoder();

/** Messages to hash, as bytes one after the other: nothing is left to do but to hash them. */
export class Messages {
  readonly #bytes: Uint8Array;
  /** Where each begins; one more at the end. */
  readonly #starts: Uint32Array;

  private constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.#bytes = bytes;
    this.#starts = starts;
  }

  /** @param texts of ASCII */
  static of(texts: readonly string[]): Messages {
    const starts = new Uint32Array(texts.length + 1);
    for (const [index, text] of texts.entries()) starts[index + 1] = (starts[index] as number) + text.length;
    const bytes = new Uint8Array(starts.at(-1) ?? 0);
    for (const [index, text] of texts.entries()) encoder.encodeInto(text, bytes.subarray(starts[index]));
    return new Messages(bytes, starts);
  }

  /** Writes bytes into a message, from an offset in it on. */
  write(index: number, offset: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, (this.#starts[index] as number) + offset);
  }

  /** Writes SHA-256 of a message, 32 raw bytes, into `target` from byte `at` on. */
  hash(index: number, sha256: Sha256, target: Uint8Array, at: number): void {
    sha256(this.#bytes.subarray(this.#starts[index], this.#starts[index + 1]), target, at);
  }
}
