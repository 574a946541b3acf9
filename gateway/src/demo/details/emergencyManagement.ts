import { padded } from '../SeededRandom.js';
import type { DemoDetails, DetailsContext, DetailsOf } from './DetailsOf.js';

const STANDARDISATION = ['GRADE_2', 'GRADE_3', 'GRADE_3'];

/** Dangerous chemicals and work safety. */
export const emergencyManagement: DetailsOf = (entry, context) => {
  const { random } = context;
  return {
    ...chemicalsOf(entry.industry, context),
    ...(entry.kind === 'ENTERPRISE' && random.chance(40) ? { standardisationGrade: random.pick(STANDARDISATION) } : {}),
    employees: random.int(3, entry.industry === 'factory' ? 600 : 120),
  };
};

function chemicalsOf(industry: string, { random, year, number }: DetailsContext): DemoDetails {
  if (industry !== 'chemicals' && industry !== 'filling-station') return {};
  const licensedIn = random.int(year - 2, year);
  const stored = random.chance(50);
  return {
    chemicalTrade: industry === 'filling-station' ? 'FILLING_STATION' : stored ? 'WITH_STORAGE' : 'WITHOUT_STORAGE',
    chemicalLicenceNumber: `豫信危化经字〔${licensedIn}〕${padded(number, 6)}`,
    chemicalLicenceValidTo: random.day(licensedIn + 3, licensedIn + 3),
    ...(industry === 'chemicals' && stored ? { majorHazardLevel: random.pick(['LEVEL_2', 'LEVEL_3', 'LEVEL_4']) } : {}),
  };
}
