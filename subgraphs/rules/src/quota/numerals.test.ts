import { expect, it } from 'vitest';
import { numberOf } from './numerals.js';

it.each([
  ['20', 20],
  ['三', 3],
  ['两', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['九十九', 99],
  ['两百', 200],
  ['一百二十三', 123],
  ['three', 3],
  ['Twelve', 12],
  ['十百', Number.NaN],
  ['三三', Number.NaN],
])('%s is %d', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
