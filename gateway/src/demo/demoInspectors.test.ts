import { describe, expect, it } from 'vitest';
import { DEPARTMENT_PROFILES } from './data/departments.js';
import { TASK_TEMPLATES } from './data/tasks.js';
import { demoCity } from './demoCity.js';
import { subjectIdOf } from './demoPool.js';

const year = 2026;
const { departments } = demoCity({ subjects: 20_000, seed: 'test', year });

describe.each(departments)('inspectors of $code', ({ code, inspectors, pool }) => {
  it('are nobody real', () => {
    for (const { name } of inspectors) expect(name).toMatch(/^示例检查员 [A-Z]{2}-\d{4}$/);
  });

  it('mostly hold a certificate that outlasts the plan', () => {
    const valid = inspectors.filter(({ certificateValidTo }) => certificateValidTo >= `${year + 1}-06-30`);
    expect(valid.length / inspectors.length).toBeGreaterThan(0.9);
    expect(valid.length).toBeLessThan(inspectors.length);
  });

  it('work in offices and at the front', () => {
    expect(new Set(inspectors.map(({ post }) => post))).toEqual(new Set(['OFFICE', 'FRONT_LINE']));
  });

  it('step back from subjects that are in the pool, each once', () => {
    const subjects = new Set(pool.map(subjectIdOf));
    const recused = inspectors.filter(({ recusals }) => recusals.length > 0);
    expect(recused.length).toBeGreaterThan(0);
    for (const { recusals } of recused) {
      expect(new Set(recusals.map(({ subjectId }) => subjectId)).size).toBe(recusals.length);
      for (const { subjectId } of recusals) expect(subjects.has(subjectId)).toBe(true);
    }
  });

  it('have the specialties that the tasks of their department ask for', () => {
    const known = DEPARTMENT_PROFILES.find((profile) => profile.code === code)?.specialties.map(({ value }) => value);
    for (const { crew } of TASK_TEMPLATES.filter(({ department }) => department === code)) {
      for (const specialty of crew.specialties) expect(known).toContain(specialty);
    }
  });
});
