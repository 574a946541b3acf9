import { expect, it } from 'vitest';
import { PERCENT, percentOf } from './percentOf.js';

it.each([
  ['7', 100, 7n],
  ['1.1', 3000, 33n],
  ['2.2', 1500, 33n],
  ['0', 5, 0n],
  ['0.0001', 1, 1n],
  ['33.3333', 3, 1n],
  ['33.3334', 3, 2n],
  ['100', 17, 17n],
  ['100.0', 17, 17n],
  ['007.50', 40, 3n],
  ['250', 2, 5n],
  ['5', 0, 0n],
  ['0.9', 1_000_000, 9000n],
  ['14.000000000000000000000001', 50, 8n],
  ['99999999999999999999999999', 100, 99999999999999999999999999n],
])('%s % of %d is %s', (percent, population, expected) => {
  expect(percentOf(percent, population)).toBe(expected);
});

it('is exact where floating point is not, for every tenth of a per cent', () => {
  for (let tenths = 0; tenths <= 1000; tenths += 1) {
    const text = `${Math.floor(tenths / 10)}.${tenths % 10}`;
    for (const population of [1, 3, 7, 100, 999, 1500, 3000]) {
      const whole = (tenths * population - ((tenths * population) % 1000)) / 1000;
      const expected = whole + ((tenths * population) % 1000 === 0 ? 0 : 1);
      expect(percentOf(text, population)).toBe(BigInt(expected));
    }
  }
});

it.each(['', '.5', '5.', '+5', '-5', '5%', '1e2', '5,5', '٥', '5 ', '5\n', '1.2.3'])('has no form %j', (text) => {
  expect(PERCENT.test(text)).toBe(false);
});
