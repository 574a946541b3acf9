import { padded } from '../SeededRandom.js';
import type { DemoDetails, DetailsContext, DetailsOf } from './DetailsOf.js';

/** Kinds of places by industry. Care homes are supervised for the medical institution inside. */
const PLACE_KINDS: Readonly<Record<string, string>> = {
  hotel: 'LODGING',
  'swimming-pool': 'SWIMMING',
  entertainment: 'ENTERTAINMENT',
  supermarket: 'SHOPPING',
  hospital: 'MEDICAL',
  'care-home': 'MEDICAL',
  waterworks: 'WATER_SUPPLIER',
  school: 'SCHOOL',
};
const LICENSED_PLACES: ReadonlySet<string> = new Set(['LODGING', 'SWIMMING', 'ENTERTAINMENT', 'SHOPPING']);

/** Hygiene licences and grades of public places, registrations of medical institutions. */
export const health: DetailsOf = (entry, context) => {
  const placeKind = PLACE_KINDS[entry.industry] ?? 'OTHER_PUBLIC_PLACE';
  return {
    placeKind,
    ...(LICENSED_PLACES.has(placeKind) ? hygieneOf(entry.division, context) : {}),
    ...(placeKind === 'MEDICAL' && entry.uscc !== undefined
      ? { practiceRegistrationNumber: `${entry.uscc.slice(8, 17)}${entry.division}11A1001` }
      : {}),
  };
};

function hygieneOf(division: string, { random, year, number }: DetailsContext): DemoDetails {
  const licensedIn = random.int(year - 3, year);
  return {
    hygieneLicenceNumber: `豫卫公证字〔${licensedIn}〕第${division.slice(2)}-${padded(number, 6)}号`,
    hygieneLicenceValidTo: random.day(licensedIn + 4, licensedIn + 4),
    hygieneGrade: random.pick(['A', 'B', 'B', 'B', 'C']),
  };
}
