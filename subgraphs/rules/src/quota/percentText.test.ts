import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePercents, percentRoundedDown, percentText } from './percentText.js';

it.each([
  ['3', 0, '3'],
  ['003.50', 0, '3.5'],
  ['0.0', 0, '0'],
  ['5', 1, '0.5'],
  ['30', 1, '3'],
  ['125.5', 1, '12.55'],
  ['0.3333333333333333333333', 0, '0.3333333333333333333333'],
])('%s moved by %d is %s', (digits, left, text) => {
  expect(percentText(digits, left)).toBe(text);
});

it('compares exactly', () => {
  expect(comparePercents('0.3', '0.30000000000000000001')).toBe(-1);
  expect(comparePercents('9', '10')).toBe(-1);
  expect(comparePercents('10', '9.99')).toBe(1);
  expect(comparePercents('5', '5.0')).toBe(0);
});

it('rounds down exactly', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(1_000_000), (hundredths, population) => {
      const percent = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
      expect(percentRoundedDown(percent, population)).toBe(Math.floor((hundredths * population) / 10_000));
    }),
  );
});
