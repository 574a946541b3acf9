import { expect, it } from 'vitest';
import { profile } from './profile.js';

const depot = {
  status: 'ACTIVE',
  details: { majorHazardLevel: 'LEVEL_3', chemicalLicenceValidTo: '2028-02-29' },
} as const;
const station = {
  status: 'ACTIVE',
  details: { majorHazardLevel: 'LEVEL_4', chemicalLicenceValidTo: '2027-03-31' },
} as const;
const factory = { status: 'ACTIVE', details: { employees: 420 } } as const;
const closed = {
  status: 'DEREGISTERED',
  details: { majorHazardLevel: 'LEVEL_1', chemicalLicenceValidTo: '2020-01-01' },
} as const;

it('takes the most dangerous level of active entries', () => {
  expect(profile.worstHazardLevel([station, depot, factory, closed])).toBe('LEVEL_3');
  expect(profile.worstHazardLevel([factory, closed])).toBeNull();
});

it('takes the licence of an active entry that ends first', () => {
  expect(profile.nextChemicalLicenceEnd([depot, station, factory, closed])).toBe('2027-03-31');
  expect(profile.nextChemicalLicenceEnd([factory])).toBeNull();
});
