import { dayNumber } from '@onevisit/draw/calendar';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BatchedPlan, batchWindowsOf, lengthOf } from './batchWindows.js';

const plan = (parts: Partial<BatchedPlan>): BatchedPlan => ({
  batches: 2,
  minOverlap: 5,
  legs: [
    { windowFirst: '2026-03-01', windowLast: '2026-05-31' },
    { windowFirst: '2026-03-11', windowLast: '2026-06-30' },
  ],
  ...parts,
});

it('even parts fill the days in common, one after the other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 16 }), (batches) => {
      const windows = batchWindowsOf(plan({ batches }));
      expect(windows).toHaveLength(batches);
      expect([windows[0]?.first, windows.at(-1)?.last]).toEqual(['2026-03-11', '2026-05-31']);
      for (const [index, { first }] of windows.entries()) {
        const before = windows[index - 1];
        if (before !== undefined) expect((dayNumber(first) ?? 0) - (dayNumber(before.last) ?? 0)).toBe(1);
      }
      const lengths = windows.map(lengthOf);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }),
  );
});

it('windows that are given stand as they are, and a plan of one batch has none', () => {
  const given = [
    { first: '2026-03-15', last: '2026-03-31' },
    { first: '2026-05-01', last: '2026-05-20' },
  ];
  expect(batchWindowsOf(plan({ batchWindows: given }))).toEqual(given);
  expect(batchWindowsOf(plan({ batches: 1 }))).toEqual([]);
});

it('windows that a plan had stay where they fit, and make way for even parts where they do not', () => {
  const former = [
    { first: '2026-03-15', last: '2026-03-31' },
    { first: '2026-05-01', last: '2026-05-20' },
  ];
  expect(batchWindowsOf(plan({ formerBatchWindows: former }))).toEqual(former);
  const legs = [{ windowFirst: '2026-04-01', windowLast: '2026-04-30' }];
  const even = [
    { first: '2026-04-01', last: '2026-04-15' },
    { first: '2026-04-16', last: '2026-04-30' },
  ];
  expect(batchWindowsOf(plan({ formerBatchWindows: former, legs }))).toEqual(even);
  expect(batchWindowsOf(plan({ formerBatchWindows: former, batches: 3 }))).toHaveLength(3);
});

const MARCH = { first: '2026-03-15', last: '2026-03-31' };

it.each([
  ['none, or more than there are weeks', { batches: 54 }, 'OV_JOINT_BATCHES'],
  ['a window too few', { batchWindows: [MARCH] }, 'OV_JOINT_BATCH_COUNT'],
  ['a window for the only batch', { batches: 1, batchWindows: [MARCH] }, 'OV_JOINT_BATCH_COUNT'],
  ['two that meet', { batchWindows: [MARCH, { first: '2026-03-31', last: '2026-04-30' }] }, 'OV_JOINT_BATCH_WINDOW'],
  [
    'one that a leg has not',
    { batchWindows: [MARCH, { first: '2026-05-20', last: '2026-06-05' }] },
    'OV_JOINT_BATCH_WINDOW',
  ],
  [
    'one that is too short',
    { batchWindows: [MARCH, { first: '2026-05-01', last: '2026-05-04' }] },
    'OV_JOINT_BATCH_WINDOW',
  ],
  ['days too few for all', { batches: 17 }, 'OV_JOINT_BATCH_DAYS'],
  [
    'legs that do not meet',
    { legs: [{ windowFirst: '2026-01-01', windowLast: '2026-01-31' }, ...plan({}).legs] },
    'OV_JOINT_BATCH_DAYS',
  ],
])('refuses %s', (_what, parts, code) => {
  expect(() => batchWindowsOf(plan(parts))).toThrow(expect.objectContaining({ code }));
});
