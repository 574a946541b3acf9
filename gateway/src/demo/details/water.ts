import { padded } from '../SeededRandom.js';
import type { DetailsOf } from './DetailsOf.js';

/** From this volume a year on (m³), a user is a key one. */
const KEY_USER_VOLUME = 500_000;

/** Water-abstraction permits. */
export const water: DetailsOf = (entry, { random, year, number }) => {
  const waterworks = entry.industry === 'waterworks';
  const source = random.pick(waterworks ? ['SURFACE', 'SURFACE', 'GROUND'] : ['GROUND', 'SURFACE']);
  const permittedVolume = waterworks ? random.int(10, 300) * 50_000 : random.int(10, 900) * 1000;
  return {
    abstractionPermitNumber: permitNumber(entry.division, source, year - 3, number),
    abstractionPermitValidTo: random.day(year + 1, year + 2),
    source,
    permittedVolume,
    keyUser: permittedVolume >= KEY_USER_VOLUME,
  };
};

/** Numbers of a year have four digits; whatever is beyond them counts as of the years before. */
function permitNumber(division: string, source: string, year: number, number: number): string {
  return `D${division}${source.charAt(0)}${year - Math.floor(number / 10_000)}-${padded(number % 10_000, 4)}`;
}
