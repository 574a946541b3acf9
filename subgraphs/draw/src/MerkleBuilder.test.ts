import { describe, expect, it } from 'vitest';
import { inclusionProof, MerkleBuilder, merkleRoot, nodeHash, verifyInclusion } from './MerkleBuilder.js';
import { hashFields, sha256, toHex } from './sha256.js';

/** The recursive definition of RFC 9162 §2.1.1. */
function recursiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(recursiveRoot(leaves.slice(0, split)), recursiveRoot(leaves.slice(split)));
}

function leavesOf(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => sha256(Uint8Array.of(0, index)));
}

describe('MerkleBuilder', () => {
  it('has the root of the recursive definition', () => {
    for (let count = 0; count <= 70; count += 1) {
      expect(toHex(merkleRoot(leavesOf(count)))).toBe(toHex(recursiveRoot(leavesOf(count))));
    }
  });

  it('has the hash of nothing as the root of the empty tree, and its one leaf as root', () => {
    expect(toHex(merkleRoot([]))).toBe(hashFields(''));
    expect(merkleRoot(leavesOf(1))).toEqual(leavesOf(1)[0]);
  });

  it('collects the proofs of several leaves in one pass', () => {
    const builder = new MerkleBuilder();
    for (const [index, leaf] of leavesOf(21).entries()) builder.add(leaf, index % 5 === 0);
    const { proofs } = builder.finish();
    expect([...proofs.keys()]).toEqual([0, 5, 10, 15, 20]);
    for (const [index, proof] of proofs) expect(proof).toEqual(inclusionProof(leavesOf(21), index));
  });
});

describe('inclusion proofs', () => {
  it('verify for every leaf of every small tree, and for no other leaf, place, size or root', () => {
    for (let count = 1; count <= 33; count += 1) {
      const leaves = leavesOf(count);
      const root = merkleRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const proof = inclusionProof(leaves, index) ?? [];
        expect(verifyInclusion(leaf, index, count, proof, root)).toBe(true);
        expect(verifyInclusion(sha256(leaf), index, count, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, count, proof, leaf)).toBe(count === 1);
        expect(verifyInclusion(leaf, index, count, [...proof, leaf], root)).toBe(false);
        if (count > 1) expect(verifyInclusion(leaf, (index + 1) % count, count, proof, root)).toBe(false);
        if (count > 1) expect(verifyInclusion(leaf, index, count, proof.slice(1), root)).toBe(false);
      }
    }
  });

  it('refuses places that do not exist', () => {
    const [leaf = new Uint8Array()] = leavesOf(1);
    for (const index of [-1, 1, 0.5, Number.NaN]) expect(verifyInclusion(leaf, index, 1, [], leaf)).toBe(false);
    expect(verifyInclusion(leaf, 0, 0, [], leaf)).toBe(false);
    expect(inclusionProof(leavesOf(3), 3)).toBeUndefined();
  });
});
