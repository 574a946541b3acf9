import { inclusionProof, MerkleBuilder, merkleRoot } from './MerkleBuilder.js';

/** Leaves of a chunk of the tree: a complete subtree, of which a million-leaf tree has some dozens. A power of two. */
export const CHUNK_LEAVES = 65_536;

/**
 * The roots of the tree's chunks in order, raw: of `chunk` leaves each, the last of those that remain. Kept beside a
 * frozen roster, they let a leaf be proven from the leaves of its own chunk.
 * @param leaves all leaf hashes in order
 * @param chunk a power of two
 */
export function chunkRootsOf(leaves: Iterable<Uint8Array>, chunk = CHUNK_LEAVES): readonly Uint8Array[] {
  const roots: Uint8Array[] = [];
  let builder = new MerkleBuilder();
  for (const leaf of leaves) {
    builder.add(leaf);
    if (builder.count < chunk) continue;
    roots.push(builder.finish().root);
    builder = new MerkleBuilder();
  }
  if (builder.count > 0) roots.push(builder.finish().root);
  return roots;
}

/**
 * The root of the whole tree from the roots of its chunks, raw. RFC 9162 splits a tree at the largest power of two below
 * its size, and so between chunks until one is left: its chunks stand in it as leaves do.
 */
export function rootOfChunks(roots: Iterable<Uint8Array>): Uint8Array {
  return merkleRoot(roots);
}

/**
 * The inclusion proof (RFC 9162 §2.1.3.1) of leaf `index` of the whole tree, lowest sibling first; undefined if there is
 * no such leaf.
 * @param leaves of the chunk that holds it: those from the largest multiple of `chunk` up to `index`
 * @param roots of all chunks
 */
export function inclusionProofOfChunk(
  leaves: Iterable<Uint8Array>,
  roots: Iterable<Uint8Array>,
  index: number,
  chunk = CHUNK_LEAVES,
): readonly Uint8Array[] | undefined {
  const within = inclusionProof(leaves, index % chunk);
  const above = inclusionProof(roots, Math.floor(index / chunk));
  return within === undefined || above === undefined ? undefined : [...within, ...above];
}
