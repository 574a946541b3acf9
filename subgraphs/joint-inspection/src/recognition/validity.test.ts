import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validityOn, validTo } from './validity.js';

const DAY_MS = 86_400_000;
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

it.each([
  [{ inspectedOn: '2026-05-18', validDays: 90 }, '2026-08-16'],
  [{ inspectedOn: '2028-02-28', validDays: 1 }, '2028-02-29'],
  [{ inspectedOn: '2026-12-31', validDays: 1 }, '2027-01-01'],
])('%o holds to %s', (cited, last) => {
  expect(validTo(cited)).toBe(last);
});

it('holds on the day of the inspection and on exactly as many days after it as the rules say', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10_000, max: 30_000 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: -500, max: 900 }),
      (inspected, validDays, offset) => {
        const cited = { inspectedOn: dayOf(inspected), validDays };
        const expected = offset < 0 ? 'NOT_YET' : offset <= validDays ? 'VALID' : 'OVER';
        expect(validityOn(cited, dayOf(inspected + offset))).toBe(expected);
      },
    ),
    {
      examples: [
        [20_000, 30, -1],
        [20_000, 30, 0],
        [20_000, 30, 30],
        [20_000, 30, 31],
      ],
    },
  );
});
