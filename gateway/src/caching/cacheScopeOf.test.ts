import type { Viewer } from '@onevisit/kit/identity';
import { expect, it } from 'vitest';
import { cacheScopeOf } from './cacheScopeOf.js';

it('tells apart all whose answers may differ', () => {
  const viewers: Viewer[] = [
    { role: 'public' },
    { role: 'lead', sub: 'a', department: 'market-regulation' },
    { role: 'officer', sub: 'a', department: 'market-regulation' },
    { role: 'officer', sub: 'a', department: 'water' },
    { role: 'officer', sub: 'a', department: 'water', inspector: 'water:inspector:1' },
    { role: 'officer', sub: 'a', department: 'water', inspector: 'water:inspector:2' },
    { role: 'inspector', sub: 'a', department: 'water', inspector: 'water:inspector:1' },
    { role: 'inspector', sub: 'a', department: 'water', inspector: 'water:inspector:2' },
    { role: 'auditor', sub: 'a' },
    { role: 'subject', sub: 'a', subject: '1' },
    { role: 'subject', sub: 'a', subject: '2' },
    { role: 'service', sub: 'joint-inspection' },
  ];
  expect(new Set(viewers.map(cacheScopeOf)).size).toBe(viewers.length);
});

it('takes officers of a department, and auditors, for the same', () => {
  const officer = (sub: string): Viewer => ({ role: 'officer', sub, department: 'water' });
  expect(cacheScopeOf(officer('zhang'))).toBe(cacheScopeOf(officer('li')));
  expect(cacheScopeOf({ role: 'auditor', sub: 'zhang' })).toBe(cacheScopeOf({ role: 'auditor', sub: 'li' }));
});
