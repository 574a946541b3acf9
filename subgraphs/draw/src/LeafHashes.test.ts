import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LeafHashes } from './LeafHashes.js';
import { DIGEST_BYTES } from './sha256.js';

const hash = (number: number) => new Uint8Array(DIGEST_BYTES).fill(number % 251);

it('gives back what came, one by one or together, also after what went by was let go of', () => {
  const runs = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 1500 })), { maxLength: 30 });
  fc.assert(
    fc.property(runs, fc.integer({ min: 1, max: 900 }), (sizes, step) => {
      const list = new LeafHashes();
      let count = 0;
      for (const size of sizes) {
        const numbers = Array.from({ length: size }, (_, index) => count + index);
        if (size === 1) list.push(hash(count));
        else list.append(new Uint8Array(Buffer.concat(numbers.map(hash))));
        count += size;
      }
      expect(list.count).toBe(count);
      for (let first = 0; first < count; first += step) {
        const taken = Math.min(step, count - first);
        const target = new Uint8Array(taken * DIGEST_BYTES);
        list.copyTo(target, 0, first, taken);
        for (let index = 0; index < taken; index += 1) {
          expect(target[index * DIGEST_BYTES]).toBe((first + index) % 251);
        }
        list.release(first + taken);
      }
    }),
    { numRuns: 30 },
  );
});
