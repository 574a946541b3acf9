import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it.each(['信公特旅字第00123号', '信公特字〔2024〕第0012号'])('takes a hotel with licence %s', (number) => {
  const hotel = {
    specialTrade: 'LODGING',
    specialTradeLicenceNumber: number,
    guestRooms: 86,
    guestRegistrationConnected: true,
  };
  expect(details.parse(hotel)).toEqual(hotel);
});

it.each(['00123', '信公特旅字第号', '信特旅字第00123号'])('refuses %s as a special-trade licence', (number) => {
  expect(problems({ specialTrade: 'LODGING', specialTradeLicenceNumber: number })).toEqual([
    ['specialTradeLicenceNumber', expect.stringContaining('reads like')],
  ]);
});

it('refuses a licence without its trade, and rooms or a connection outside lodging', () => {
  expect(problems({ specialTradeLicenceNumber: '信公特旅字第00123号' })).toEqual([
    ['specialTrade', expect.any(String)],
  ]);
  expect(problems({ specialTrade: 'PAWNBROKING', guestRooms: 3 })).toEqual([
    ['guestRooms', '只有旅馆业有客房数。 Only lodging has guest rooms.'],
  ]);
  expect(problems({ guestRegistrationConnected: false })).toEqual([['guestRegistrationConnected', expect.any(String)]]);
});

it('takes only the published form of a security service licence', () => {
  expect(problems({ securityServiceLicenceNumber: '豫公保服20160012号' })).toBeUndefined();
  expect(problems({ securityServiceLicenceNumber: '公保服20160012' })).toHaveLength(1);
});
