import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend FireRescueProfile, over the subject's active entries. */
export const profile = {
  /** Whether any entry is a key fire-safety unit; null where no entry states whether it is. */
  keyUnit(entries: readonly Entry[]): boolean | null {
    const stated = active(entries).flatMap(({ keyUnit }) => keyUnit ?? []);
    return stated.length === 0 ? null : stated.includes(true);
  },

  /** Floor area in m²; null where no entry states any. */
  floorArea(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ floorArea }) => floorArea ?? []);
    return stated.length === 0 ? null : stated.reduce((sum, area) => sum + area, 0);
  },
};
