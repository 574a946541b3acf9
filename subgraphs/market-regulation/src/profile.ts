import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend MarketRegulationProfile, over the subject's active entries. */
export const profile = {
  /** Licence numbers in order, each once. */
  foodLicences(entries: readonly Entry[]): string[] {
    return [...new Set(active(entries).flatMap(({ foodLicenceNumber }) => foodLicenceNumber ?? []))].sort();
  },

  /** Pieces of special equipment; null where no entry states any number. */
  specialEquipment(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ specialEquipment }) => specialEquipment ?? []);
    return stated.length === 0 ? null : stated.reduce((sum, pieces) => sum + pieces, 0);
  },
};
