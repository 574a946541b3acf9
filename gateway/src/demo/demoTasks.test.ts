import { readRegister } from '@onevisit/schema';
import { describe, expect, it } from 'vitest';
import { DEMO_MIN_OVERLAP, demoTasks, demoYear, RAISED } from './demoTasks.js';
import { departmentItems } from './run/departmentItems.js';

const codes = readRegister().map(({ code }) => code);
const departments = demoTasks('2026-03-05', codes);
const tasks = departments.flatMap((department) => department.tasks);

const DAY_MS = 86_400_000;

describe('demoTasks', () => {
  it('has a task of every department, and at least five on hotels', () => {
    expect(departments.map(({ department }) => department)).toEqual(codes);
    const onHotels = departments.filter((department) =>
      department.tasks.some(({ condition }) => condition.industries.includes('hotel')),
    );
    expect(onHotels.length).toBeGreaterThanOrEqual(5);
  });

  it('has windows after today that any two legs share for longer than a joint visit needs', () => {
    const latestFirst =
      tasks
        .map(({ window }) => window.first)
        .sort()
        .at(-1) ?? '';
    const earliestLast = tasks.map(({ window }) => window.last).sort()[0] ?? '';
    expect(tasks.every(({ window }) => window.first > '2026-03-05')).toBe(true);
    const days = (Date.parse(earliestLast) - Date.parse(latestFirst)) / DAY_MS + 1;
    expect(days).toBeGreaterThan(DEMO_MIN_OVERLAP);
  });

  it('passes into the next year', () => {
    expect(demoYear('2026-11-30')).toBe(2026);
    expect(demoYear('2026-12-01')).toBe(2027);
    const [first] = demoTasks('2026-11-30', ['public-security']).flatMap((department) => department.tasks);
    expect(first?.window).toEqual({ first: '2026-12-01', last: '2027-02-28' });
    expect(first?.year).toBe(2026);
  });

  it('asks for credit classes in some tasks and not in others', () => {
    expect(new Set(tasks.map(({ stratifyBy }) => stratifyBy))).toEqual(new Set(['NONE', 'CREDIT_CLASS']));
  });

  it('leaves out departments that take no part', () => {
    expect(demoTasks('2026-03-05', ['health', 'unknown']).map(({ department }) => department)).toEqual(['health']);
  });
});

describe.each(departments)('tasks of $department', ({ department, tasks: own }) => {
  it('check items that the department has, and inspects by lot', async () => {
    const byLot = (await departmentItems(department)).filter((item) => item.byLot !== false);
    const known = new Set(byLot.map(({ code }) => `${department}:item:${code}`));
    for (const id of own.flatMap(({ itemIds }) => itemIds)) expect(known).toContain(id);
  });

  it('stay within the limits of general items, but for subjects that are inspected more often', async () => {
    const items = new Map((await departmentItems(department)).map((item) => [`${department}:item:${item.code}`, item]));
    for (const { itemIds, quota } of own) {
      const limits = itemIds.map((id) => Number(items.get(id)?.ratioLimit ?? 100));
      for (const rule of quota.filter(({ stratum }) => stratum !== RAISED))
        expect('percent' in rule ? Number(rule.percent) : 0).toBeLessThanOrEqual(Math.min(...limits));
    }
  });
});
