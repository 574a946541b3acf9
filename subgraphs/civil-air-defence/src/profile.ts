import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend CivilAirDefenceProfile, over the subject's active entries. */
export const profile = {
  /** Projects, by their number; an entry without one is not yet a project. */
  projectCount(entries: readonly Entry[]): number {
    return new Set(active(entries).flatMap(({ projectNumber }) => projectNumber ?? [])).size;
  },

  /** Floor area in m²; null where no entry states any. */
  floorArea(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ floorArea }) => floorArea ?? []);
    return stated.length === 0 ? null : stated.reduce((sum, area) => sum + area, 0);
  },
};
