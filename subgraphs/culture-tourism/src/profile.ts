import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

/** CultureTourismLicence of the SDL. */
interface Licence {
  readonly trade: Details['trade'] | null;
  readonly number: string;
  readonly validTo: string | null;
}

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

/** The fields that extend CultureTourismProfile, over the subject's active entries. */
export const profile = {
  /** Licences by number. */
  licences(entries: readonly Entry[]): Licence[] {
    return active(entries)
      .flatMap(({ trade = null, licenceNumber: number, licenceValidTo: validTo = null }) =>
        number === undefined ? [] : { trade, number, validTo },
      )
      .sort((a, b) => a.number.localeCompare(b.number, 'en'));
  },

  /** Most stars; null where no entry is rated. */
  starRating(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ starRating }) => starRating ?? []);
    return stated.length === 0 ? null : Math.max(...stated);
  },
};
