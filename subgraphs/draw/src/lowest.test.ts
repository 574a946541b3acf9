import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowest } from './lowest.js';

it('takes what a full sort would', () => {
  const numbers = fc.uniqueArray(fc.nat(10_000), { maxLength: 200 });
  fc.assert(
    fc.property(numbers, fc.nat(220), (all, count) => {
      const taken = [...lowest(all, count, (a, b) => a - b)].sort((a, b) => a - b);
      expect(taken).toEqual([...all].sort((a, b) => a - b).slice(0, count));
    }),
    { numRuns: 1000 },
  );
});
