import { expect, it } from 'vitest';
import { profile } from './profile.js';

const shop = {
  status: 'ACTIVE',
  details: { foodLicenceNumber: 'JY24115020001238', specialEquipment: 2 },
} as const;
const canteen = { status: 'ACTIVE', details: { foodLicenceNumber: 'JY14115020000016' } } as const;
const closed = {
  status: 'DEREGISTERED',
  details: { foodLicenceNumber: 'JY34115020009990', specialEquipment: 9 },
} as const;

it('lists the food licences of active entries in order, each once', () => {
  expect(profile.foodLicences([shop, canteen, shop, closed])).toEqual(['JY14115020000016', 'JY24115020001238']);
});

it('adds up special equipment, and says null where none is stated', () => {
  expect(profile.specialEquipment([shop, canteen, shop, closed])).toBe(4);
  expect(profile.specialEquipment([canteen, closed])).toBeNull();
});
