import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const STRICTEST_FIRST = ['KEY', 'SIMPLIFIED', 'REGISTRATION'] as const;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend EcologyEnvironmentProfile, over the subject's active entries. */
export const profile = {
  /** The strictest management class; null where no entry states one. */
  strictestManagementClass(entries: readonly Entry[]): Details['managementClass'] | null {
    const stated = new Set(active(entries).map(({ managementClass }) => managementClass));
    return STRICTEST_FIRST.find((managementClass) => stated.has(managementClass)) ?? null;
  },

  /** Lists of key supervision by name, each once. */
  keyLists(entries: readonly Entry[]): NonNullable<Details['keyLists']> {
    return [...new Set(active(entries).flatMap(({ keyLists }) => keyLists ?? []))].sort();
  },
};
