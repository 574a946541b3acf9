import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PageRoom } from './PageRoom.js';

it('holds one page after the other, texts and bytes of any length, as UTF-8', () => {
  const page = fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom(1, 1000, 200_000));
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 4 }), (pages) => {
      const room = new PageRoom();
      for (const [text, times] of pages) {
        const lines = text.repeat(times);
        const bytes = Buffer.from(lines);
        expect(Buffer.compare(room.hold(lines), bytes)).toBe(0);
        expect(Buffer.compare(room.hold(bytes), bytes)).toBe(0);
      }
    }),
    { numRuns: 10 },
  );
});
