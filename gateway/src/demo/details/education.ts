import { padded } from '../SeededRandom.js';
import type { DetailsOf } from './DetailsOf.js';

const STAGES = [
  'KINDERGARTEN',
  'PRIMARY',
  'PRIMARY',
  'JUNIOR_SECONDARY',
  'NINE_YEAR',
  'SENIOR_SECONDARY',
  'VOCATIONAL',
];
/** Compulsory education is not for profit. */
const STAGES_FOR_PROFIT = ['KINDERGARTEN', 'KINDERGARTEN', 'SENIOR_SECONDARY', 'VOCATIONAL'];
const KINDS_OF_TRAINING = ['SUBJECT_TRAINING', 'OTHER_TRAINING', 'OTHER_TRAINING'];

/** Category and registration of a public institution: the beginning of its credit code. */
const PUBLIC_INSTITUTION = '12';

/** Stages, licences, enrolment. */
export const education: DetailsOf = (entry, { random, year, number }) => {
  const school = entry.industry === 'school';
  const isPublic = school && entry.uscc?.startsWith(PUBLIC_INSTITUTION) === true;
  const forProfit = entry.kind !== 'INSTITUTION';
  return {
    stage: random.pick(school ? (forProfit ? STAGES_FOR_PROFIT : STAGES) : KINDS_OF_TRAINING),
    ownership: isPublic ? 'PUBLIC' : forProfit ? 'PRIVATE_FOR_PROFIT' : 'PRIVATE_NON_PROFIT',
    ...(isPublic
      ? {}
      : {
          schoolLicenceNumber: `教民1${entry.division}${padded(number, 8)}号`,
          schoolLicenceValidTo: random.day(year + 1, year + 4),
        }),
    enrolment: school ? random.int(80, 2800) : random.int(20, 400),
    canteen: entry.tags.includes('canteen'),
    schoolBuses: school && random.chance(30) ? random.int(1, 8) : 0,
  };
};
