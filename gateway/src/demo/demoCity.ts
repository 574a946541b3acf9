import { DEPARTMENT_PROFILES } from './data/departments.js';
import { type DemoInspector, demoInspectors } from './demoInspectors.js';
import { type DemoPoolEntry, demoPool } from './demoPool.js';
import { type DemoSubject, demoSubjects } from './demoSubjects.js';

/** What to build. */
export interface DemoCityOptions {
  /** Number of market subjects. */
  readonly subjects: number;
  /** The same seed, number and year give the same city. */
  readonly seed: string;
  /** The year in which the city is set; validity dates depend on it. 2026 if not given. */
  readonly year?: number;
}

/** A department's lists. */
export interface DemoDepartment {
  readonly code: string;
  readonly pool: readonly DemoPoolEntry[];
  readonly inspectors: readonly DemoInspector[];
}

/** A city with nobody real in it. */
export interface DemoCity {
  readonly subjects: readonly DemoSubject[];
  readonly departments: readonly DemoDepartment[];
}

const DEFAULT_YEAR = 2026;
/** The city for which the numbers of inspectors are given, and the fewest that a department of a smaller one has. */
const FULL_SIZE = 20_000;
const FEWEST_INSPECTORS = 24;

/**
 * Builds the demo city: subjects, and for each department its pool and inspectors. Pure: no clock, no I/O.
 */
export function demoCity({ subjects: count, seed, year = DEFAULT_YEAR }: DemoCityOptions): DemoCity {
  const subjects = demoSubjects(count, seed, year);
  const departments = DEPARTMENT_PROFILES.map((profile) => {
    const pool = demoPool(profile, subjects, seed, year);
    const people = Math.max(FEWEST_INSPECTORS, Math.round(profile.inspectors * Math.min(1, count / FULL_SIZE)));
    return { code: profile.code, pool, inspectors: demoInspectors(profile, people, pool, seed, year) };
  });
  return { subjects, departments };
}
