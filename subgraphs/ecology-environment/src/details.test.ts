import { expect, it } from 'vitest';
import { details } from './details.js';

const PERMIT = '91350100M000100Y43001P';
const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a key discharger', () => {
  const factory = {
    managementClass: 'KEY',
    dischargePermitNumber: PERMIT,
    dischargePermitValidTo: '2030-12-31',
    keyLists: ['WATER', 'ATMOSPHERE'],
    automaticMonitoring: true,
  };
  expect(details.parse(factory)).toEqual(factory);
});

it.each(['91350100M000100Y43', '91350100M000100I43001P', '91350100M000100Y43001p'])('refuses permit %s', (number) => {
  expect(problems({ dischargePermitNumber: number })).toEqual([
    ['dischargePermitNumber', expect.stringContaining('18-character')],
  ]);
});

it('refuses a permit under registration, and an end of validity without a permit', () => {
  expect(problems({ managementClass: 'REGISTRATION', dischargePermitNumber: PERMIT })).toEqual([
    ['dischargePermitNumber', expect.stringContaining('article 24')],
  ]);
  expect(problems({ dischargePermitValidTo: '2030-12-31' })).toEqual([['dischargePermitValidTo', expect.any(String)]]);
});

it('refuses a list of key supervision that stands twice', () => {
  expect(problems({ keyLists: ['SOIL', 'SOIL'] })).toEqual([['keyLists', '同一名录只填一次。 State each list once.']]);
});
