import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'status' | 'details'>;

/** WaterAbstractionPermit of the SDL. */
interface AbstractionPermit {
  readonly number: string;
  readonly source: Details['source'] | null;
  readonly permittedVolume: number | null;
  readonly validTo: string | null;
}

const active = (entries: readonly Entry[]): Details[] =>
  entries.filter(({ status }) => status === 'ACTIVE').map((entry) => entry.details);

function permitOf(details: Details): AbstractionPermit[] {
  const { abstractionPermitNumber: number, source = null, permittedVolume = null } = details;
  if (number === undefined) return [];
  return [{ number, source, permittedVolume, validTo: details.abstractionPermitValidTo ?? null }];
}

/** The fields that extend WaterProfile, over the subject's active entries. */
export const profile = {
  /** Water-abstraction permits by number. */
  abstractionPermits(entries: readonly Entry[]): AbstractionPermit[] {
    return active(entries)
      .flatMap(permitOf)
      .sort((a, b) => a.number.localeCompare(b.number, 'en'));
  },

  /** Volume permitted a year in m³; null where no entry states any. */
  permittedVolume(entries: readonly Entry[]): number | null {
    const stated = active(entries).flatMap(({ permittedVolume }) => permittedVolume ?? []);
    return stated.length === 0 ? null : stated.reduce((sum, volume) => sum + volume, 0);
  },
};
