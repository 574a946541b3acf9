import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.js';

const counts = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((other) => other === value).length]));

describe('apportion', () => {
  it('gives each value its share, and what is left to the largest remainders', () => {
    const choices = [
      { value: 'A', weight: 654 },
      { value: 'B', weight: 253 },
      { value: 'C', weight: 77 },
      { value: 'D', weight: 15 },
    ];
    expect(counts(apportion(20_000, choices))).toEqual({ A: 13_093, B: 5_065, C: 1_542, D: 300 });
    expect(counts(apportion(10, choices))).toEqual({ A: 7, B: 2, C: 1 });
  });

  it('always gives as many as asked for', () => {
    const thirds = ['x', 'y', 'z'].map((value) => ({ value, weight: 1 }));
    for (let total = 0; total < 20; total += 1) expect(apportion(total, thirds)).toHaveLength(total);
  });
});
