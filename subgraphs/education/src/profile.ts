import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend EducationProfile, over the subject's active entries. */
export const profile = {
  /** Stages by name, each once. */
  stages(entries: readonly Entry[]): NonNullable<Details['stage']>[] {
    return [...new Set(active(entries).flatMap(({ stage }) => stage ?? []))].sort();
  },

  /** Students enrolled; null where no entry states any number. */
  enrolment(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ enrolment }) => enrolment ?? []);
    return stated.length === 0 ? null : stated.reduce((sum, students) => sum + students, 0);
  },
};
