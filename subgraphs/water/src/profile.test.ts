import { expect, it } from 'vitest';
import { profile } from './profile.js';

const intake = {
  status: 'ACTIVE',
  details: {
    abstractionPermitNumber: 'C411500S2023-0004',
    abstractionPermitValidTo: '2028-06-30',
    source: 'SURFACE',
    permittedVolume: 900_000,
  },
} as const;
const well = {
  status: 'ACTIVE',
  details: { abstractionPermitNumber: 'C411500G2021-0001', permittedVolume: 100_000 },
} as const;
const bridge = { status: 'ACTIVE', details: { river: '浉河' } } as const;
const closed = { ...intake, status: 'DEREGISTERED' } as const;

it('lists the permits of active entries by number', () => {
  expect(profile.abstractionPermits([intake, well, bridge, closed])).toEqual([
    { number: 'C411500G2021-0001', source: null, permittedVolume: 100_000, validTo: null },
    { number: 'C411500S2023-0004', source: 'SURFACE', permittedVolume: 900_000, validTo: '2028-06-30' },
  ]);
});

it('adds up the permitted volume, and says null where none is stated', () => {
  expect(profile.permittedVolume([intake, well, bridge, closed])).toBe(1_000_000);
  expect(profile.permittedVolume([bridge, closed])).toBeNull();
});
