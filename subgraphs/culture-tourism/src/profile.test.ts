import { expect, it } from 'vitest';
import { profile } from './profile.js';

const hotel = { status: 'ACTIVE', details: { trade: 'HOTEL', starRating: 4 } } as const;
const agency = { status: 'ACTIVE', details: { trade: 'TRAVEL_AGENCY', licenceNumber: 'L-HEN00012' } } as const;
const karaoke = {
  status: 'ACTIVE',
  details: { trade: 'SONG_AND_DANCE', licenceNumber: '411502160012', licenceValidTo: '2027-12-31' },
} as const;
const closed = { status: 'DEREGISTERED', details: { trade: 'HOTEL', starRating: 5, licenceNumber: '0000' } } as const;

it('lists the licences of active entries by number', () => {
  expect(profile.licences([agency, hotel, karaoke, closed])).toEqual([
    { trade: 'SONG_AND_DANCE', number: '411502160012', validTo: '2027-12-31' },
    { trade: 'TRAVEL_AGENCY', number: 'L-HEN00012', validTo: null },
  ]);
});

it('takes the most stars of active entries', () => {
  expect(profile.starRating([hotel, { ...hotel, details: { starRating: 3 } }, closed])).toBe(4);
  expect(profile.starRating([agency, closed])).toBeNull();
});
