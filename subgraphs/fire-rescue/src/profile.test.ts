import { expect, it } from 'vitest';
import { profile } from './profile.js';

const hotel = { status: 'ACTIVE', details: { keyUnit: true, floorArea: 5400 } } as const;
const store = { status: 'ACTIVE', details: { keyUnit: false, floorArea: 600 } } as const;
const unknown = { status: 'ACTIVE', details: {} } as const;
const closed = { status: 'DEREGISTERED', details: { keyUnit: true, floorArea: 1 } } as const;

it('is a key unit where any active entry is one', () => {
  expect(profile.keyUnit([store, hotel])).toBe(true);
  expect(profile.keyUnit([store, closed])).toBe(false);
  expect(profile.keyUnit([unknown, closed])).toBeNull();
});

it('adds up the floor area of active entries', () => {
  expect(profile.floorArea([hotel, store, unknown, closed])).toBe(6000);
  expect(profile.floorArea([unknown])).toBeNull();
});
