import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a restaurant company', () => {
  const restaurant = {
    legalForm: 'LIMITED_COMPANY',
    registeredCapital: 50.5,
    registeredOn: '2019-04-01',
    registrationStatus: 'REGISTERED',
    foodLicenceNumber: 'JY24115020001238',
    specialEquipment: 1,
    lastAnnualReport: 2025,
  };
  expect(details.parse(restaurant)).toEqual(restaurant);
});

it.each(['JY2411502000123', 'jy24115020001238', 'SC24115020001238'])('refuses %s as a food licence', (number) => {
  expect(problems({ foodLicenceNumber: number })).toEqual([
    ['foodLicenceNumber', expect.stringContaining('JY and 14 digits')],
  ]);
});

it('refuses a report for a year before the registration', () => {
  expect(problems({ registeredOn: '2020-01-15', lastAnnualReport: 2019 })).toEqual([
    ['lastAnnualReport', expect.stringMatching(/早于成立年份.*before the registration/)],
  ]);
  expect(problems({ registeredOn: '2020-01-15', lastAnnualReport: 2020 })).toBeUndefined();
});
