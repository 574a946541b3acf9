import { expect, it } from 'vitest';
import type { QuotaRule } from '../rows.js';
import { countOf } from './plannedCounts.js';

it.each<[readonly QuotaRule[], Record<string, number>, number]>([
  [[{ stratum: '*', percent: '5' }], { ALL: 101 }, 6],
  [[{ stratum: 'ALL', count: 20 }], { ALL: 12 }, 12],
  [
    [
      { stratum: 'A', percent: '1' },
      { stratum: '*', percent: '10', max: 3 },
    ],
    { A: 150, B: 100, C: 5 },
    2 + 3 + 1,
  ],
  [[{ stratum: 'A', count: 3 }], { B: 40 }, 0],
  [
    [
      { stratum: 'RAISED', percent: '100' },
      { stratum: '*', count: 0, min: 2 },
    ],
    { ALL: 10 },
    2,
  ],
])('%j of %j is %d', (rules, populations, expected) => {
  expect(countOf(rules, new Map(Object.entries(populations)))).toBe(expected);
});
