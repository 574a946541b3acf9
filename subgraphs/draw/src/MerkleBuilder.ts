import { DIGEST_BYTES, Message, portableSha256, type Sha256, sha256 } from './sha256.js';

interface Node {
  readonly hash: Uint8Array;
  readonly first: number;
  readonly size: number;
}

const message = new Message();

/** The hash of an inner node (RFC 9162 §2.1.1): raw bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return message.truncate(0).byte(1).raw(left).raw(right).sha256();
}

/**
 * An RFC 9162 Merkle tree over leaf hashes that come one at a time, in memory that grows with the logarithm of their
 * number: only the roots of complete subtrees are kept. The inclusion proofs of watched leaves are collected on the way.
 */
export class MerkleBuilder {
  readonly #roots: Node[] = [];
  readonly #proofs = new Map<number, Uint8Array[]>();
  #count = 0;

  /** Leaves so far. */
  get count(): number {
    return this.#count;
  }

  /** Adds the next leaf hash. @param watch whether its inclusion proof is wanted */
  add(leaf: Uint8Array, watch = false): void {
    if (watch) this.#proofs.set(this.#count, []);
    let node: Node = { hash: leaf, first: this.#count, size: 1 };
    this.#count += 1;
    for (let left = this.#roots.at(-1); left?.size === node.size; left = this.#roots.at(-1)) {
      this.#roots.pop();
      node = this.#join(left, node);
    }
    this.#roots.push(node);
  }

  /** Ends the tree: its root and the proofs of the watched leaves by index, lowest sibling first. No leaf may be added afterwards. */
  finish(): { readonly root: Uint8Array; readonly proofs: ReadonlyMap<number, readonly Uint8Array[]> } {
    let node = this.#roots.pop();
    if (node === undefined) return { root: sha256(new Uint8Array()), proofs: new Map() };
    for (let left = this.#roots.pop(); left !== undefined; left = this.#roots.pop()) node = this.#join(left, node);
    return { root: node.hash, proofs: this.#proofs };
  }

  #join(left: Node, right: Node): Node {
    for (const [index, path] of this.#proofs) {
      if (index >= left.first && index < right.first) path.push(right.hash);
      else if (index >= right.first && index < right.first + right.size) path.push(left.hash);
    }
    return { hash: nodeHash(left.hash, right.hash), first: left.first, size: left.size + right.size };
  }
}

/**
 * The root of an RFC 9162 tree over `count` leaf hashes that stand one after the other in `hashes`, which it overwrites:
 * level by level, the odd one of a level moving up as it is, which splits as the standard does.
 * @param hash a SHA-256 to use
 */
export function reduceToRoot(hashes: Uint8Array, count: number, hash: Sha256 = portableSha256): Uint8Array {
  const node = new Uint8Array(1 + 2 * DIGEST_BYTES).fill(1, 0, 1);
  for (let size = count; size > 1; size = Math.ceil(size / 2)) {
    const pairs = Math.floor(size / 2);
    for (let pair = 0; pair < pairs; pair += 1) {
      const at = 2 * pair * DIGEST_BYTES;
      for (let index = 0; index < 2 * DIGEST_BYTES; index += 1) node[1 + index] = hashes[at + index] as number;
      hash(node, hashes, pair * DIGEST_BYTES);
    }
    if (size % 2 === 1) hashes.copyWithin(pairs * DIGEST_BYTES, (size - 1) * DIGEST_BYTES, size * DIGEST_BYTES);
  }
  return count === 0 ? sha256(hashes.subarray(0, 0)) : hashes.slice(0, DIGEST_BYTES);
}

/** The root of an RFC 9162 tree over leaf hashes: raw bytes; SHA-256 of nothing for the empty tree. */
export function merkleRoot(leaves: Iterable<Uint8Array>): Uint8Array {
  const builder = new MerkleBuilder();
  for (const leaf of leaves) builder.add(leaf);
  return builder.finish().root;
}

/** The inclusion proof of leaf `index` (RFC 9162 §2.1.3.1), lowest sibling first; undefined if there is no such leaf. */
export function inclusionProof(leaves: Iterable<Uint8Array>, index: number): readonly Uint8Array[] | undefined {
  const builder = new MerkleBuilder();
  for (const leaf of leaves) builder.add(leaf, builder.count === index);
  return builder.finish().proofs.get(index);
}

/** Whether `leaf` is leaf `index` of `count` under `root`, by RFC 9162 §2.1.3.2. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  count: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(count) || index < 0 || index >= count) return false;
  let position = index;
  let last = count - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.length === root.length && hash.every((byte, at) => byte === root[at]);
}
