import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend PublicSecurityProfile, over the subject's active entries. */
export const profile = {
  /** Special trades by name, each once. */
  specialTrades(entries: readonly Entry[]): NonNullable<Details['specialTrade']>[] {
    return [...new Set(active(entries).flatMap(({ specialTrade }) => specialTrade ?? []))].sort();
  },

  /** Guest rooms; null where no entry states any number. */
  guestRooms(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ guestRooms }) => guestRooms ?? []);
    return stated.length === 0 ? null : stated.reduce((sum, rooms) => sum + rooms, 0);
  },
};
