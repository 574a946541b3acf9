import { padded } from '../SeededRandom.js';
import type { DetailsOf } from './DetailsOf.js';

/** Projects: class, resistance, peacetime use. */
export const civilAirDefence: DetailsOf = (entry, { random, year, number }) => {
  const classA = random.chance(70);
  const peacetimeUse = random.pick(['PARKING', 'PARKING', 'PARKING', 'TRADE', 'STORAGE', 'SOCIAL_SERVICES', 'UNUSED']);
  return {
    projectNumber: `RF${entry.division}-${padded(number, 5)}`,
    projectClass: classA ? 'CLASS_A' : 'CLASS_B',
    ...(classA ? { nuclearResistance: random.pick(['N5', 'N6', 'N6', 'N6B']) } : {}),
    conventionalResistance: random.pick(['C5', 'C6', 'C6']),
    floorArea: random.int(10, 400) * 50,
    peacetimeUse,
    ...(peacetimeUse === 'UNUSED' ? {} : { peacetimeUseValidTo: random.day(year + 1, year + 3) }),
  };
};
