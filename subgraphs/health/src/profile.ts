import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend HealthProfile, over the subject's active entries. */
export const profile = {
  /** The lowest grade, of which C is lower than A; null where no entry is graded. */
  lowestHygieneGrade(entries: readonly Entry[]): Details['hygieneGrade'] | null {
    const grades = active(entries).flatMap(({ hygieneGrade }) => hygieneGrade ?? []);
    return grades.sort().at(-1) ?? null;
  },

  /** The first day on which a hygiene licence ends; null where no entry states one. */
  nextHygieneLicenceEnd(entries: readonly Entry[]): string | null {
    const days = active(entries).flatMap(({ hygieneLicenceValidTo }) => hygieneLicenceValidTo ?? []);
    return days.sort().at(0) ?? null;
  },
};
