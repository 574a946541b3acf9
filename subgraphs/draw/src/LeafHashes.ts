import { DIGEST_BYTES } from './sha256.js';

/** Hashes that come one by one are kept in blocks of this many. */
const BLOCK = 1024;

const NOTHING = new Uint8Array();

/** A growing list of leaf hashes, 32 bytes each. */
export class LeafHashes {
  /** Blocks of hashes, each with the number of the hashes before it. */
  readonly #blocks: { readonly hashes: Uint8Array; readonly before: number }[] = [];
  /** Hashes in the last block that have come one by one; it is full, or none of those, where this is 0. */
  #filled = 0;
  #count = 0;
  /** Blocks that were let go of. */
  #released = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds one hash. */
  push(hash: Uint8Array): void {
    if (this.#filled === 0) this.#blocks.push({ hashes: new Uint8Array(BLOCK * DIGEST_BYTES), before: this.#count });
    this.#blocks.at(-1)?.hashes.set(hash, this.#filled * DIGEST_BYTES);
    this.#filled = (this.#filled + 1) % BLOCK;
    this.#count += 1;
  }

  /** Adds hashes that stand one after the other, which it keeps as they are. */
  append(hashes: Uint8Array): void {
    this.#blocks.push({ hashes, before: this.#count });
    this.#filled = 0;
    this.#count += hashes.length / DIGEST_BYTES;
  }

  /** Copies `count` hashes from the one at `first` on to `target`, from byte `at` on. */
  copyTo(target: Uint8Array, at: number, first: number, count: number): void {
    for (let index = this.#blockOf(first), copied = 0; copied < count; index += 1) {
      const { hashes, before } = this.#blocks[index] as { hashes: Uint8Array; before: number };
      const next = this.#blocks[index + 1]?.before ?? this.#count;
      const from = first + copied - before;
      const more = Math.min(count - copied, next - before - from);
      target.set(hashes.subarray(from * DIGEST_BYTES, (from + more) * DIGEST_BYTES), at + copied * DIGEST_BYTES);
      copied += more;
    }
  }

  /** Lets go of the hashes before the one at `first`: they are not asked for any more. */
  release(first: number): void {
    for (let index = this.#released; index < this.#blockOf(first); index += 1, this.#released += 1) {
      this.#blocks[index] = { hashes: NOTHING, before: this.#blocks[index]?.before ?? 0 };
    }
  }

  /** The place of the block that holds a hash: the last that begins no later. */
  #blockOf(number: number): number {
    let low = 0;
    for (let high = this.#blocks.length - 1; low < high; ) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#blocks[middle]?.before ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
