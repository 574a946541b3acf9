import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend EmergencyManagementProfile, over the subject's active entries. */
export const profile = {
  /** The most dangerous level, which is level one; null where no entry has a major hazard source. */
  worstHazardLevel(entries: readonly Entry[]): Details['majorHazardLevel'] | null {
    const levels = active(entries).flatMap(({ majorHazardLevel }) => majorHazardLevel ?? []);
    return levels.sort().at(0) ?? null;
  },

  /** The first day on which a dangerous chemicals licence ends; null where no entry states one. */
  nextChemicalLicenceEnd(entries: readonly Entry[]): string | null {
    const days = active(entries).flatMap(({ chemicalLicenceValidTo }) => chemicalLicenceValidTo ?? []);
    return days.sort().at(0) ?? null;
  },
};
