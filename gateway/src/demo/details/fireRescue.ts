import { padded } from '../SeededRandom.js';
import type { DetailsContext, DetailsOf } from './DetailsOf.js';

const PUBLIC_GATHERING: ReadonlySet<string> = new Set([
  'hotel',
  'entertainment',
  'internet-cafe',
  'supermarket',
  'swimming-pool',
  'restaurant',
]);
const FLAMMABLE: ReadonlySet<string> = new Set(['chemicals', 'filling-station']);

/** Occupancy, size and, of public gathering places, the check before opening. */
export const fireRescue: DetailsOf = (entry, context) => {
  const { random, year, number } = context;
  const occupancyClass = occupancyOf(entry.industry);
  const floorArea = random.int(1, 200) * 60;
  return {
    occupancyClass,
    floorArea,
    storeysAbove: random.int(1, floorArea > 6000 ? 18 : 5),
    storeysBelow: entry.tags.includes('basement') ? random.int(1, 2) : 0,
    keyUnit: floorArea > 9000 || random.chance(6),
    ...hazardOf(occupancyClass, context),
    ...(occupancyClass === 'PUBLIC_GATHERING'
      ? { openingCheckNumber: `信消安检字〔${year - 3}〕第${padded(number, 5)}号` }
      : {}),
  };
};

function occupancyOf(industry: string): string {
  if (PUBLIC_GATHERING.has(industry)) return 'PUBLIC_GATHERING';
  if (FLAMMABLE.has(industry)) return 'FLAMMABLE_EXPLOSIVE';
  return industry === 'factory' ? 'INDUSTRIAL' : 'MANY_PEOPLE';
}

function hazardOf(occupancyClass: string, { random }: DetailsContext): { readonly hazardCategory?: string } {
  if (occupancyClass === 'FLAMMABLE_EXPLOSIVE') return { hazardCategory: random.pick(['A', 'B']) };
  return occupancyClass === 'INDUSTRIAL' ? { hazardCategory: random.pick(['C', 'C', 'D', 'E']) } : {};
}
