import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a waterworks and a project by a river', () => {
  const waterworks = {
    abstractionPermitNumber: 'C411500S2023-0004',
    abstractionPermitValidTo: '2028-06-30',
    source: 'SURFACE',
    permittedVolume: 36_500_000,
    keyUser: true,
  };
  const bridge = { river: '浉河', riverApprovalNumber: '信水许〔2024〕12号' };
  expect(details.parse(waterworks)).toEqual(waterworks);
  expect(details.parse(bridge)).toEqual(bridge);
});

it.each(['E411500S2023-0004', 'C411500X2023-0004', 'C4115S2023-0004'])('refuses permit %s', (number) => {
  expect(problems({ abstractionPermitNumber: number })).toEqual([
    ['abstractionPermitNumber', expect.stringContaining('reads like')],
  ]);
});

it('refuses a source that the permit number contradicts', () => {
  expect(problems({ abstractionPermitNumber: 'D411502G2024-0012', source: 'SURFACE' })).toEqual([
    ['source', expect.stringContaining('does not agree')],
  ]);
  expect(problems({ abstractionPermitNumber: 'D411502G2024-0012', source: 'GROUND' })).toBeUndefined();
});

it('refuses an end of validity without a permit, and a decision without a river', () => {
  expect(problems({ abstractionPermitValidTo: '2028-06-30' })).toEqual([
    ['abstractionPermitValidTo', expect.any(String)],
  ]);
  expect(problems({ riverApprovalNumber: '信水许〔2024〕12号' })).toEqual([['river', expect.any(String)]]);
});

it('refuses a key user below 500,000 m³', () => {
  expect(problems({ keyUser: true, permittedVolume: 499_999 })).toEqual([
    ['keyUser', expect.stringContaining('500000')],
  ]);
  expect(problems({ keyUser: true, permittedVolume: 500_000 })).toBeUndefined();
});
