import { describe, expect, it } from 'vitest';
import { SeededRandom } from './SeededRandom.js';

const thousand = Array.from({ length: 1000 }, (_, index) => index);

describe('SeededRandom', () => {
  it('gives the same choices for the same seed and label, and others for another', () => {
    const choices = (seed: string, label: string): number[] => {
      const random = new SeededRandom(seed, label);
      return Array.from({ length: 20 }, () => random.int(0, 1_000_000));
    };
    expect(choices('s', 'a')).toEqual(choices('s', 'a'));
    expect(choices('s', 'a')).not.toEqual(choices('s', 'b'));
    expect(choices('s', 'a')).not.toEqual(choices('t', 'a'));
  });

  it('keeps seed and label apart', () => {
    expect(new SeededRandom('ab', 'c').int(0, 2 ** 31)).not.toBe(new SeededRandom('a', 'bc').int(0, 2 ** 31));
  });

  it('picks by weight', () => {
    const random = new SeededRandom('weights', '');
    const picked = thousand.map(() =>
      random.pickWeighted([
        { value: 'often', weight: 9 },
        { value: 'seldom', weight: 1 },
      ]),
    );
    const seldom = picked.filter((value) => value === 'seldom').length;
    expect(seldom).toBeGreaterThan(60);
    expect(seldom).toBeLessThan(140);
  });

  it('shuffles without losing or adding anything', () => {
    const shuffled = new SeededRandom('cards', '').shuffle(thousand);
    expect(shuffled).not.toEqual(thousand);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(thousand);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new SeededRandom('none', '').pickWeighted([])).toThrow(RangeError);
  });

  it('makes days that exist', () => {
    const random = new SeededRandom('days', '');
    for (const day of thousand.map(() => random.day(2024, 2026))) {
      expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
    }
  });
});
