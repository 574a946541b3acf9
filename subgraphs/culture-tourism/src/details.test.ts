import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it.each([
  { trade: 'SONG_AND_DANCE', licenceNumber: '411502160012', licenceValidTo: '2027-12-31', approvedGuests: 180 },
  { trade: 'INTERNET_CAFE', licenceNumber: '信网文字 0123', terminals: 90 },
  { trade: 'ONLINE_CULTURE', licenceNumber: '豫网文〔2024〕0123-045号' },
  { trade: 'TRAVEL_AGENCY', licenceNumber: 'L-HEN-CJ00012' },
  { trade: 'HOTEL', starRating: 4 },
])('takes $trade', (entry) => {
  expect(details.parse(entry)).toEqual(entry);
});

it.each([
  { trade: 'SONG_AND_DANCE', licenceNumber: 'L-HEN00012' },
  { trade: 'TRAVEL_AGENCY', licenceNumber: 'L-HEN012' },
  { trade: 'ONLINE_CULTURE', licenceNumber: '豫网文2024-0123' },
  { licenceNumber: '411502160012' },
])('refuses a licence number that does not fit its trade: %o', (entry) => {
  expect(problems(entry)).toEqual([['licenceNumber', expect.stringContaining('must fit a stated trade')]]);
});

it('refuses what belongs to another trade', () => {
  expect(problems({ trade: 'TRAVEL_AGENCY', starRating: 3 })).toEqual([['starRating', expect.any(String)]]);
  expect(problems({ trade: 'HOTEL', approvedGuests: 80 })).toEqual([['approvedGuests', expect.any(String)]]);
  expect(problems({ trade: 'GAMES', terminals: 80 })).toEqual([['terminals', expect.any(String)]]);
});

it('refuses a sixth star and an end of validity without a licence', () => {
  expect(problems({ trade: 'HOTEL', starRating: 6 })).toEqual([['starRating', expect.stringContaining('1 to 5')]]);
  expect(problems({ licenceValidTo: '2027-12-31' })).toEqual([['licenceValidTo', expect.any(String)]]);
});
