import { expect, it } from 'vitest';
import { profile } from './profile.js';

const parking = { status: 'ACTIVE', details: { projectNumber: 'RF-411502-0007', floorArea: 3200 } } as const;
const storage = { status: 'ACTIVE', details: { projectNumber: 'RF-411502-0008', floorArea: 800 } } as const;
const developer = { status: 'ACTIVE', details: {} } as const;
const demolished = { status: 'DEREGISTERED', details: { projectNumber: 'RF-411502-0001', floorArea: 100 } } as const;

it('counts active projects, each once', () => {
  expect(profile.projectCount([parking, storage, parking, developer, demolished])).toBe(2);
  expect(profile.projectCount([developer])).toBe(0);
});

it('adds up the floor area, and says null where none is stated', () => {
  expect(profile.floorArea([parking, storage, developer, demolished])).toBe(4000);
  expect(profile.floorArea([developer])).toBeNull();
});
