import { padded, type SeededRandom } from '../SeededRandom.js';
import type { DetailsOf } from './DetailsOf.js';

const REGISTRATION_OF_STATUS = { ACTIVE: 'REGISTERED', SUSPENDED: 'DORMANT', DEREGISTERED: 'DEREGISTERED' } as const;

const FOOD_INDUSTRIES: ReadonlySet<string> = new Set(['restaurant', 'supermarket']);

/** Registered facts, food licences, special equipment. */
export const marketRegulation: DetailsOf = (entry, { random, year, number }) => ({
  legalForm: legalForm(entry.kind, random),
  ...(entry.kind === 'INSTITUTION' ? {} : { registeredCapital: random.pick(capitals(entry.kind)) }),
  registeredOn: entry.validFrom,
  registrationStatus: REGISTRATION_OF_STATUS[entry.status],
  ...(FOOD_INDUSTRIES.has(entry.industry) || entry.tags.includes('canteen')
    ? { foodLicenceNumber: `JY2${entry.division}${padded(number, 7)}` }
    : {}),
  ...(entry.tags.includes('special-equipment') ? { specialEquipment: random.int(1, 12) } : {}),
  ...(entry.kind === 'INSTITUTION' ? {} : { lastAnnualReport: year - (random.chance(94) ? 1 : 2) }),
});

function legalForm(kind: string, random: SeededRandom): string {
  switch (kind) {
    case 'INDIVIDUAL_BUSINESS':
      return 'INDIVIDUAL_BUSINESS';
    case 'COOPERATIVE':
      return 'COOPERATIVE';
    case 'INSTITUTION':
      return 'NON_COMPANY_ENTERPRISE';
    default:
      return random.pickWeighted([
        { value: 'LIMITED_COMPANY', weight: 78 },
        { value: 'JOINT_STOCK_COMPANY', weight: 3 },
        { value: 'SOLE_PROPRIETORSHIP', weight: 9 },
        { value: 'PARTNERSHIP', weight: 3 },
        { value: 'BRANCH', weight: 7 },
      ]);
  }
}

/** In units of 10,000 yuan. */
function capitals(kind: string): readonly number[] {
  return kind === 'INDIVIDUAL_BUSINESS' ? [0.5, 1, 2, 3, 5, 10] : [10, 50, 100, 200, 300, 500, 1000, 2000];
}
