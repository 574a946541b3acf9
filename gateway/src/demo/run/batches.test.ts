import { describe, expect, it } from 'vitest';
import { demoCity } from '../demoCity.js';
import { batches, MOST_BYTES, MOST_ROWS } from './batches.js';

describe('batches', () => {
  it('keeps order and loses nothing', () => {
    expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(batches([])).toEqual([]);
  });

  it('counts bytes, not characters', () => {
    expect(batches(['检查', '检查'], 10, 17)).toEqual([['检查'], ['检查']]);
    expect(batches(['检查', '检查'], 10, 18)).toEqual([['检查', '检查']]);
  });

  it('sends a row alone that is over the limit by itself', () => {
    expect(batches(['a'.repeat(100), 'b'], 10, 50)).toEqual([['a'.repeat(100)], ['b']]);
  });

  it('stays below both limits for a whole pool', () => {
    const [department] = demoCity({ subjects: 5000, seed: 'test' }).departments;
    for (const batch of batches(department?.pool ?? [])) {
      expect(batch.length).toBeLessThanOrEqual(MOST_ROWS);
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(MOST_BYTES + 1);
    }
  });
});
