import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteTable } from './ByteTable.js';

it('numbers distinct texts in order of arrival, and finds them again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 4000, size: 'max' }), (texts) => {
      const table = new ByteTable();
      const numbers = new Map<string, number>();
      for (const text of texts) {
        if (!numbers.has(text)) numbers.set(text, numbers.size);
        expect(table.enterText(text)).toBe(numbers.get(text));
      }
      expect(table.count).toBe(numbers.size);
      for (const [text, number] of numbers) {
        expect(table.findText(text)).toBe(number);
        expect(table.textOf(number)).toBe(text);
      }
      expect(table.findText('not among them')).toBe(-1);
    }),
    { numRuns: 20 },
  );
});

it('reads its bytes out of the middle of others', () => {
  const page = new TextEncoder().encode('one\ttwo\none\tthree');
  const table = new ByteTable();
  expect([table.enter(page, 0, 3), table.enter(page, 4, 7), table.enter(page, 8, 11)]).toEqual([0, 1, 0]);
  expect(table.find(page, 12, 17)).toBe(-1);
  expect(table.find(page, 0, 0)).toBe(-1);
});
