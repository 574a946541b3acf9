import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a swimming pool and a hospital', () => {
  const pool = {
    placeKind: 'SWIMMING',
    hygieneLicenceNumber: '豫卫公证字〔2024〕第1502-000123号',
    hygieneLicenceValidTo: '2028-05-31',
    hygieneGrade: 'B',
  };
  const hospital = { placeKind: 'MEDICAL', practiceRegistrationNumber: 'PDY00192341150217A1001' };
  expect(details.parse(pool)).toEqual(pool);
  expect(details.parse(hospital)).toEqual(hospital);
});

it.each(['豫卫公证字2024第1502-000123号', '卫公证字〔2024〕第1502-000123号', '豫卫公证字〔2024〕第000123号'])(
  'refuses %s as a hygiene licence',
  (number) => {
    expect(problems({ hygieneLicenceNumber: number })).toEqual([
      ['hygieneLicenceNumber', expect.stringContaining('reads like')],
    ]);
  },
);

it('refuses a grade or an end of validity without a licence', () => {
  expect(problems({ hygieneGrade: 'A' })).toEqual([['hygieneGrade', expect.any(String)]]);
  expect(problems({ hygieneLicenceValidTo: '2028-05-31' })).toEqual([['hygieneLicenceValidTo', expect.any(String)]]);
});

it('refuses a practice registration outside medical institutions', () => {
  expect(problems({ placeKind: 'SCHOOL', practiceRegistrationNumber: 'PDY00192341150217A1001' })).toEqual([
    ['practiceRegistrationNumber', expect.any(String)],
  ]);
});
