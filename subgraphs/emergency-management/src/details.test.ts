import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a filling station and a factory', () => {
  const station = {
    chemicalTrade: 'FILLING_STATION',
    chemicalLicenceNumber: '豫信危化经字〔2024〕000123号',
    chemicalLicenceValidTo: '2027-03-31',
    standardisationGrade: 'GRADE_3',
    majorHazardLevel: 'LEVEL_4',
    employees: 11,
  };
  const factory = { standardisationGrade: 'GRADE_2', employees: 420 };
  expect(details.parse(station)).toEqual(station);
  expect(details.parse(factory)).toEqual(factory);
});

it.each(['豫信危化经字2024第000123号', '危化经字〔2024〕000123号', '豫信危化经字〔2024〕12号'])(
  'refuses %s as a licence',
  (number) => {
    expect(problems({ chemicalTrade: 'WITH_STORAGE', chemicalLicenceNumber: number })).toEqual([
      ['chemicalLicenceNumber', expect.stringContaining('reads like')],
    ]);
  },
);

it('refuses a licence without a trade, and an end of validity without a licence', () => {
  expect(problems({ chemicalLicenceNumber: '豫信危化经字〔2024〕000123号' })).toEqual([
    ['chemicalTrade', expect.any(String)],
  ]);
  expect(problems({ chemicalLicenceValidTo: '2027-03-31' })).toEqual([['chemicalLicenceValidTo', expect.any(String)]]);
});

it('refuses a major hazard source where nothing is stored', () => {
  expect(problems({ chemicalTrade: 'WITHOUT_STORAGE', majorHazardLevel: 'LEVEL_4' })).toEqual([
    ['majorHazardLevel', expect.stringContaining('without storage')],
  ]);
});
