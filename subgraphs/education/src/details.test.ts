import { expect, it } from 'vitest';
import { details } from './details.js';

const LICENCE = '教民141150270000123号';
const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a public school and a training institution', () => {
  const school = { stage: 'NINE_YEAR', ownership: 'PUBLIC', enrolment: 1860, canteen: true, schoolBuses: 6 };
  const training = {
    stage: 'SUBJECT_TRAINING',
    ownership: 'PRIVATE_NON_PROFIT',
    schoolLicenceNumber: LICENCE,
    schoolLicenceValidTo: '2027-08-31',
    enrolment: 140,
  };
  expect(details.parse(school)).toEqual(school);
  expect(details.parse(training)).toEqual(training);
});

it.each(['教民14115027000012号', '141150270000123', '教民141150270000123'])('refuses %s as a licence', (number) => {
  expect(problems({ schoolLicenceNumber: number })).toEqual([
    ['schoolLicenceNumber', expect.stringContaining('15 digits')],
  ]);
});

it.each(['PRIMARY', 'JUNIOR_SECONDARY', 'NINE_YEAR'])('refuses %s for profit', (stage) => {
  expect(problems({ stage, ownership: 'PRIVATE_FOR_PROFIT' })).toEqual([
    ['ownership', expect.stringContaining('article 19')],
  ]);
});

it('takes a kindergarten for profit', () => {
  expect(problems({ stage: 'KINDERGARTEN', ownership: 'PRIVATE_FOR_PROFIT' })).toBeUndefined();
});

it('refuses a private licence for a public school, and an end of validity without a licence', () => {
  expect(problems({ ownership: 'PUBLIC', schoolLicenceNumber: LICENCE })).toEqual([
    ['schoolLicenceNumber', expect.any(String)],
  ]);
  expect(problems({ schoolLicenceValidTo: '2027-08-31' })).toEqual([['schoolLicenceValidTo', expect.any(String)]]);
});
