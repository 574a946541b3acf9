import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_LEAVES, chunkRootsOf, inclusionProofOfChunk, rootOfChunks } from './chunks.js';
import { inclusionProof, merkleRoot } from './MerkleBuilder.js';
import { sha256 } from './sha256.js';

const chunkSizes = fc.integer({ min: 0, max: 6 }).map((power) => 2 ** power);
const trees = fc
  .integer({ min: 0, max: 300 })
  .map((count) => Array.from({ length: count }, (_, index) => sha256(Uint8Array.of(0, index % 256, index >> 8))));

describe('chunks of a tree', () => {
  it('have roots from which the root of the tree follows', () => {
    fc.assert(
      fc.property(trees, chunkSizes, (leaves, chunk) => {
        const roots = chunkRootsOf(leaves, chunk);
        expect(roots).toHaveLength(Math.ceil(leaves.length / chunk));
        expect(rootOfChunks(roots)).toEqual(merkleRoot(leaves));
      }),
    );
  });

  it('prove each leaf as the whole tree does, from the leaves of one chunk', () => {
    fc.assert(
      fc.property(trees, chunkSizes, fc.nat(), (leaves, chunk, pick) => {
        const index = leaves.length === 0 ? pick : pick % leaves.length;
        const start = index - (index % chunk);
        const own = leaves.slice(start, start + chunk);
        const proof = inclusionProofOfChunk(own, chunkRootsOf(leaves, chunk), index, chunk);
        expect(proof).toEqual(inclusionProof(leaves, index));
      }),
    );
  });

  it('have no proof of a leaf that is not in the tree', () => {
    const leaves = [1, 2, 3].map((byte) => sha256(Uint8Array.of(byte)));
    const roots = chunkRootsOf(leaves, 2);
    expect(inclusionProofOfChunk(leaves.slice(2), roots, 3, 2)).toBeUndefined();
    expect(inclusionProofOfChunk([], roots, 4, 2)).toBeUndefined();
  });

  it('are of a power of two of leaves', () => {
    expect(Math.log2(CHUNK_LEAVES) % 1).toBe(0);
  });
});
