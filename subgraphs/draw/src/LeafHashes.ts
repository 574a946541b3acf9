import { DIGEST_BYTES } from './sha256.js';

/** Hashes of a block: two megabytes. */
const BLOCK = 65_536;

/** A growing list of leaf hashes, 32 bytes each. */
export class LeafHashes {
  readonly #blocks: Uint8Array[] = [];
  #count = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  push(hash: Uint8Array): void {
    const at = (this.#count % BLOCK) * DIGEST_BYTES;
    if (at === 0) this.#blocks.push(new Uint8Array(BLOCK * DIGEST_BYTES));
    const block = this.#blocks[this.#blocks.length - 1] as Uint8Array;
    for (let byte = 0; byte < DIGEST_BYTES; byte += 1) block[at + byte] = hash[byte] as number;
    this.#count += 1;
  }

  /** Copies `count` hashes from the one at `first` on to `target`, from byte `at` on. */
  copyTo(target: Uint8Array, at: number, first: number, count: number): void {
    for (let copied = 0; copied < count; ) {
      const from = (first + copied) % BLOCK;
      const more = Math.min(count - copied, BLOCK - from);
      const block = this.#blocks[Math.floor((first + copied) / BLOCK)] as Uint8Array;
      target.set(block.subarray(from * DIGEST_BYTES, (from + more) * DIGEST_BYTES), at + copied * DIGEST_BYTES);
      copied += more;
    }
  }
}
