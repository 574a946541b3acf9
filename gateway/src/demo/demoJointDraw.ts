import { type DrawInput, ELIGIBLE, type Leg, type RosterEntry } from '@onevisit/draw';
import { RAISED_MARKS } from './data/marks.js';
import type { DemoCity, DemoDepartment } from './demoCity.js';
import { type DemoPoolEntry, subjectIdOf } from './demoPool.js';
import { DEMO_MIN_OVERLAP, type DemoTask, type DepartmentTasks, RAISED, taskIdOf } from './demoTasks.js';

/** Stratum of a task that does not divide its pool. */
const WHOLE = 'ALL';
/** Stratum of an entry without a credit class, where the pool is divided by it. */
const UNRATED = 'UNRATED';

/**
 * The demo's joint draw as the draw protocol takes it, made without any server: what the departments answer when they are
 * asked for the rosters of their tasks. Nonces and keys are left to whoever draws.
 */
export function demoJointDraw(
  city: DemoCity,
  departments: readonly DepartmentTasks[],
): Pick<DrawInput, 'terms' | 'roster' | 'inspectors'> {
  const parts = departments.flatMap(({ department: code, tasks }) => {
    const department = city.departments.find((candidate) => candidate.code === code);
    return department === undefined ? [] : [{ department, tasks }];
  });
  const legs = parts.flatMap(({ department, tasks }) =>
    tasks.map((task) => ({ leg: legOf(department.code, task), entries: rosterOf(department, task) })),
  );
  const lastDay =
    departments
      .flatMap(({ tasks }) => tasks.map((task) => task.window.last))
      .sort()
      .at(-1) ?? '';
  return {
    terms: { legs: legs.map(({ leg }) => leg), minOverlap: DEMO_MIN_OVERLAP, publicSource: '' },
    roster: legs.flatMap(({ entries }) => entries),
    inspectors: parts.flatMap(({ department }) => inspectorsOf(department, lastDay)),
  };
}

function legOf(department: string, task: DemoTask): Leg {
  const { code, itemIds: items, window, quota, crew } = task;
  const strata = Object.fromEntries(quota.map(({ stratum, ...rule }) => [stratum, rule]));
  return {
    id: taskIdOf(department, code),
    department,
    items,
    window: [window.first, window.last],
    quota: { strata },
    crew,
  };
}

/** A subject once, however many entries it has: eligible if one of them is. */
function rosterOf(department: DemoDepartment, task: DemoTask): RosterEntry[] {
  const leg = taskIdOf(department.code, task.code);
  const bySubject = new Map<string, RosterEntry>();
  for (const entry of department.pool.filter((candidate) => meets(candidate, task.condition))) {
    const subject = subjectIdOf(entry);
    if (bySubject.get(subject)?.standing === ELIGIBLE) continue;
    const standing = entry.status === 'ACTIVE' ? ELIGIBLE : entry.status;
    bySubject.set(subject, { leg, subject, stratum: stratumOf(entry, task), district: entry.division, standing });
  }
  return [...bySubject.values()];
}

function meets(entry: DemoPoolEntry, { industries, tags }: DemoTask['condition']): boolean {
  return industries.includes(entry.industry) && (tags === undefined || tags.some((tag) => entry.tags.includes(tag)));
}

function stratumOf(entry: DemoPoolEntry, task: DemoTask): string {
  if (entry.marks.some((mark) => RAISED_MARKS.includes(mark))) return RAISED;
  return task.stratifyBy === 'NONE' ? WHOLE : (entry.creditClass ?? UNRATED);
}

function inspectorsOf(department: DemoDepartment, certifiedOn: string): DrawInput['inspectors'] {
  return department.inspectors
    .filter(({ active, certificateValidTo }) => active && certificateValidTo >= certifiedOn)
    .map(({ code, district, specialties, recusals, capacity }) => ({
      id: `${department.code}:inspector:${code}`,
      department: department.code,
      district,
      specialties,
      recusals: recusals.map(({ subjectId }) => subjectId),
      capacity,
    }));
}
