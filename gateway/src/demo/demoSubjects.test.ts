import { creditCodeProblem, creditCodeWarning } from '@onevisit/schema';
import { describe, expect, it } from 'vitest';
import { DIVISIONS } from './data/divisions.js';
import { INDUSTRIES } from './data/industries.js';
import type { Mark } from './data/marks.js';
import { type DemoSubject, demoSubjects } from './demoSubjects.js';

const subjects = demoSubjects(20_000, 'test', 2026);

function percent(condition: (subject: DemoSubject) => boolean): number {
  return (100 * subjects.filter(condition).length) / subjects.length;
}

describe('demoSubjects', () => {
  it('gives every subject a credit code of its own that is valid by GB 32100 and GB 11714', () => {
    expect(new Set(subjects.map(({ uscc }) => uscc)).size).toBe(20_000);
    expect(subjects.filter(({ uscc }) => creditCodeProblem(uscc) ?? creditCodeWarning(uscc))).toEqual([]);
  });

  it('registers subjects with the city or with the district where they stand', () => {
    expect(subjects.filter(({ uscc, division }) => !['411500', division].includes(uscc.slice(2, 8)))).toEqual([]);
  });

  it('names nobody twice, and everybody as an example', () => {
    expect(new Set(subjects.map(({ name }) => name)).size).toBe(20_000);
    for (const { name } of subjects)
      expect(name).toMatch(/^(?:\p{Script=Han}+)示例\p{Script=Han}+第\d{4,}号\p{Script=Han}+$/u);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(demoSubjects(500, 'one', 2026)).toEqual(demoSubjects(500, 'one', 2026));
    expect(demoSubjects(500, 'one', 2026)).not.toEqual(demoSubjects(500, 'two', 2026));
  });

  it.each([
    ['A', 65.4],
    ['B', 25.3],
    ['C', 7.7],
    ['D', 1.5],
  ])('has credit class %s in %d per cent', (creditClass, share) => {
    expect(Math.abs(percent((subject) => subject.creditClass === creditClass) - share)).toBeLessThan(0.1);
  });

  it.each<[Mark, number]>([
    ['TRUSTWORTHY', 20],
    ['COMPLAINTS', 2],
    ['ABNORMAL_OPERATION', 1.5],
    ['SERIOUSLY_DISHONEST', 0.5],
    ['SPECIAL_TRADE', 5.2],
  ])('marks as %s %d per cent', (mark, share) => {
    expect(percent(({ marks }) => marks.includes(mark))).toBeCloseTo(share, 1);
  });

  it('has industries and divisions by their weights', () => {
    for (const { slug, weight } of INDUSTRIES) {
      expect(percent(({ industry }) => industry === slug)).toBeCloseTo(weight / 10, 1);
    }
    for (const { value, weight } of DIVISIONS) {
      expect(percent(({ division }) => division === value.code)).toBeCloseTo(weight, 1);
    }
  });

  it('has a few per cent out of business, and ends the time of those who are deregistered', () => {
    expect(percent(({ status }) => status !== 'ACTIVE')).toBeCloseTo(3.8, 1);
    const open = subjects.filter(({ validTo }) => validTo === null);
    const ended = subjects.filter(({ validFrom, validTo }) => validTo !== null && validTo > validFrom);
    expect(open.every(({ status }) => status !== 'DEREGISTERED')).toBe(true);
    expect(ended.every(({ status }) => status === 'DEREGISTERED')).toBe(true);
    expect(open.length + ended.length).toBe(subjects.length);
  });
});
