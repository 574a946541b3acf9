import { expect, it } from 'vitest';
import { profile } from './profile.js';

const hotel = { status: 'ACTIVE', details: { hygieneGrade: 'A', hygieneLicenceValidTo: '2029-01-31' } } as const;
const pool = { status: 'ACTIVE', details: { hygieneGrade: 'B', hygieneLicenceValidTo: '2027-06-30' } } as const;
const clinic = { status: 'ACTIVE', details: { placeKind: 'MEDICAL' } } as const;
const closed = { status: 'DEREGISTERED', details: { hygieneGrade: 'C', hygieneLicenceValidTo: '2020-01-01' } } as const;

it('takes the lowest grade of active entries', () => {
  expect(profile.lowestHygieneGrade([hotel, pool, clinic, closed])).toBe('B');
  expect(profile.lowestHygieneGrade([clinic, closed])).toBeNull();
});

it('takes the licence of an active entry that ends first', () => {
  expect(profile.nextHygieneLicenceEnd([hotel, pool, clinic, closed])).toBe('2027-06-30');
  expect(profile.nextHygieneLicenceEnd([clinic])).toBeNull();
});
