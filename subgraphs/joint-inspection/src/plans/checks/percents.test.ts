import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePercent } from './percents.js';

it('compares as numbers do, exactly', () => {
  const hundredths = fc.nat({ max: 10_000 });
  const textOf = (value: number, zeros: number) =>
    `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}${'0'.repeat(zeros)}`;
  fc.assert(
    fc.property(hundredths, hundredths, fc.nat({ max: 3 }), (a, b, zeros) => {
      expect(Math.sign(comparePercent(textOf(a, zeros), textOf(b, 0)))).toBe(Math.sign(a - b));
    }),
  );
  expect(comparePercent('5', '5.0')).toBe(0);
  expect(comparePercent('10', '9')).toBe(1);
});
