import { DIGEST_BYTES, type Sha256 } from './sha256.js';

/** Hashes of a block. */
const BLOCK = 4096;

const NOTHING = new Uint8Array();

/** A growing list of leaf hashes, 32 bytes each. */
export class LeafHashes {
  readonly #blocks: Uint8Array[] = [];
  #count = 0;
  /** Blocks that were let go of. */
  #released = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds one hash. */
  push(hash: Uint8Array): void {
    this.#last().set(hash, (this.#count % BLOCK) * DIGEST_BYTES);
    this.#count += 1;
  }

  /** Adds the hash of a leaf. */
  add(leaf: Uint8Array, hash: Sha256): void {
    hash(leaf, this.#last(), (this.#count % BLOCK) * DIGEST_BYTES);
    this.#count += 1;
  }

  /** Copies `count` hashes from the one at `first` on to `target`, from byte `at` on. */
  copyTo(target: Uint8Array, at: number, first: number, count: number): void {
    for (let copied = 0; copied < count; ) {
      const from = (first + copied) % BLOCK;
      const more = Math.min(count - copied, BLOCK - from);
      const block = this.#blocks[(first + copied - from) / BLOCK] as Uint8Array;
      target.set(block.subarray(from * DIGEST_BYTES, (from + more) * DIGEST_BYTES), at + copied * DIGEST_BYTES);
      copied += more;
    }
  }

  /** Lets go of the hashes before the one at `first`: they are not asked for any more. */
  release(first: number): void {
    for (; (this.#released + 1) * BLOCK <= first; this.#released += 1) this.#blocks[this.#released] = NOTHING;
  }

  /** The block that the next hash belongs in. */
  #last(): Uint8Array {
    if (this.#count % BLOCK === 0) this.#blocks.push(new Uint8Array(BLOCK * DIGEST_BYTES));
    return this.#blocks[(this.#count - (this.#count % BLOCK)) / BLOCK] as Uint8Array;
  }
}
