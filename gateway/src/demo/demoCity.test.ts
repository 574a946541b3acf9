import { readRegister } from '@onevisit/schema';
import { describe, expect, it } from 'vitest';
import { type DemoDepartment, demoCity } from './demoCity.js';
import { subjectIdOf } from './demoPool.js';

const city = demoCity({ subjects: 20_000, seed: 'test' });

function department(code: string): DemoDepartment {
  const found = city.departments.find((candidate) => candidate.code === code);
  if (found === undefined) throw new Error(`No department ${code} in the demo city`);
  return found;
}

const subjectsOf = (code: string): Set<string> => new Set(department(code).pool.map(subjectIdOf));

describe('demoCity', () => {
  it('knows every department of the register', () => {
    expect(city.departments.map(({ code }) => code).sort()).toEqual(
      readRegister()
        .map(({ code }) => code)
        .sort(),
    );
  });

  it('is the same for the same seed, number and year', () => {
    const small = { subjects: 400, seed: 'same', year: 2027 };
    expect(demoCity(small)).toEqual(demoCity(small));
  });

  it('gives a subject one division in every pool', () => {
    const divisions = new Map<string, Set<string>>();
    for (const entry of city.departments.flatMap(({ pool }) => pool)) {
      const subject = subjectIdOf(entry);
      divisions.set(subject, (divisions.get(subject) ?? new Set()).add(entry.division));
    }
    expect([...divisions].filter(([, places]) => places.size > 1)).toEqual([]);
  });

  it('has all registered subjects in market regulation, and nobody elsewhere who is not there', () => {
    const registered = subjectsOf('market-regulation');
    expect(registered.size).toBe(20_000);
    const entries = city.departments.flatMap(({ pool }) => pool);
    expect(entries.filter(({ uscc }) => uscc !== undefined && !registered.has(uscc))).toEqual([]);
  });

  it.each([
    ['public-security', 'fire-rescue', 60],
    ['public-security', 'health', 50],
    ['education', 'fire-rescue', 60],
    ['education', 'emergency-management', 50],
    ['water', 'health', 60],
  ])('has pools that overlap: of %s and %s at least %d per cent', (one, other, least) => {
    const [mine, theirs] = [subjectsOf(one), subjectsOf(other)];
    const shared = [...mine].filter((subject) => theirs.has(subject)).length;
    expect((100 * shared) / mine.size).toBeGreaterThanOrEqual(least);
  });

  it('has projects in civil air defence, several of one owner, and some that only the department numbers', () => {
    const { pool } = department('civil-air-defence');
    expect(new Set(pool.map(({ kind }) => kind))).toEqual(new Set(['PROJECT']));
    expect(subjectsOf('civil-air-defence').size).toBeLessThan(pool.length);
    const numbered = pool.filter(({ uscc }) => uscc === undefined);
    expect(numbered.length).toBeGreaterThan(10);
    for (const { subjectScheme, subjectNumber } of numbered) {
      expect(subjectScheme).toBe('shelter');
      expect(subjectNumber).toMatch(/^\d{4}$/);
    }
  });

  it('gives codes and certificates once', () => {
    for (const { pool, inspectors } of city.departments) {
      expect(new Set(pool.map(({ code }) => code)).size).toBe(pool.length);
      expect(new Set(inspectors.map(({ code }) => code)).size).toBe(inspectors.length);
      expect(new Set(inspectors.map(({ certificateNumber }) => certificateNumber)).size).toBe(inspectors.length);
    }
  });

  it('has some hundred inspectors a department, and fewer in a smaller city', () => {
    for (const { inspectors } of city.departments) {
      expect(inspectors.length).toBeGreaterThanOrEqual(120);
      expect(inspectors.length).toBeLessThanOrEqual(400);
    }
    for (const { inspectors } of demoCity({ subjects: 300, seed: 'small' }).departments) {
      expect(inspectors).toHaveLength(24);
    }
  });
});
