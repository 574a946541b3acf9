import { expect, it } from 'vitest';
import { profile } from './profile.js';

const plant = { status: 'ACTIVE', details: { managementClass: 'SIMPLIFIED', keyLists: ['WATER', 'RISK'] } } as const;
const depot = { status: 'ACTIVE', details: { managementClass: 'REGISTRATION', keyLists: ['RISK'] } } as const;
const closed = { status: 'DEREGISTERED', details: { managementClass: 'KEY', keyLists: ['SOIL'] } } as const;
const unknown = { status: 'ACTIVE', details: {} } as const;

it('takes the strictest class of active entries', () => {
  expect(profile.strictestManagementClass([depot, plant, closed])).toBe('SIMPLIFIED');
  expect(profile.strictestManagementClass([unknown, closed])).toBeNull();
});

it('lists key supervision of active entries, each once', () => {
  expect(profile.keyLists([plant, depot, closed, unknown])).toEqual(['RISK', 'WATER']);
});
