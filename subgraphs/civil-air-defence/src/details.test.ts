import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a basement of each class', () => {
  const parking = {
    projectNumber: '信防工〔2021〕0012',
    projectClass: 'CLASS_A',
    nuclearResistance: 'N6',
    conventionalResistance: 'C6',
    floorArea: 3200,
    peacetimeUse: 'PARKING',
    peacetimeUseValidTo: '2027-12-31',
  };
  const shelter = { projectNumber: 'RF-411502-0007', projectClass: 'CLASS_B', conventionalResistance: 'C6' };
  expect(details.parse(parking)).toEqual(parking);
  expect(details.parse(shelter)).toEqual(shelter);
});

it.each(['7', 'rf-411502-0007', 'RF 411502 0007'])('refuses project number %s', (number) => {
  expect(problems({ projectNumber: number })).toEqual([['projectNumber', expect.stringContaining('4 to 32')]]);
});

it('refuses a nuclear resistance outside class A', () => {
  const refusal = [['nuclearResistance', expect.stringContaining('GB 50038')]];
  expect(problems({ projectClass: 'CLASS_B', nuclearResistance: 'N6' })).toEqual(refusal);
  expect(problems({ nuclearResistance: 'N6' })).toEqual(refusal);
});

it.each([{}, { peacetimeUse: 'UNUSED' }])('refuses a registered peacetime use of nothing: %o', (use) => {
  expect(problems({ ...use, peacetimeUseValidTo: '2027-12-31' })).toEqual([
    ['peacetimeUseValidTo', expect.any(String)],
  ]);
});
