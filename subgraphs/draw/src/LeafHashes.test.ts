import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LeafHashes } from './LeafHashes.js';
import { DIGEST_BYTES } from './sha256.js';

const hash = (number: number) => new Uint8Array(DIGEST_BYTES).fill(number % 251);

it('gives back what came, also after what went by was let go of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 13_000 }), fc.integer({ min: 1, max: 9000 }), (count, step) => {
      const list = new LeafHashes();
      for (let number = 0; number < count; number += 1) {
        if (number % 2 === 0) list.push(hash(number));
        else list.add(hash(number), (bytes, target, at) => target.set(bytes, at));
      }
      expect(list.count).toBe(count);
      for (let first = 0; first < count; first += step) {
        const taken = Math.min(step, count - first);
        const target = new Uint8Array(taken * DIGEST_BYTES);
        list.copyTo(target, 0, first, taken);
        const wrong = target.findIndex((byte, at) => byte !== (first + Math.floor(at / DIGEST_BYTES)) % 251);
        expect(wrong).toBe(-1);
        list.release(first + taken);
      }
    }),
    { numRuns: 30 },
  );
});
