import type { Viewer } from '@onevisit/kit/identity';
import { expect, it } from 'vitest';
import { identityClass } from './identityClass.js';

it('tells apart all whose answers may differ', () => {
  const viewers: Viewer[] = [
    { role: 'public' },
    { role: 'lead', sub: 'a', department: 'market-regulation' },
    { role: 'officer', sub: 'a', department: 'market-regulation' },
    { role: 'officer', sub: 'a', department: 'water' },
    { role: 'inspector', sub: 'a', department: 'water', inspector: 'water:inspector:1' },
    { role: 'inspector', sub: 'a', department: 'water', inspector: 'water:inspector:2' },
    { role: 'auditor', sub: 'a' },
    { role: 'subject', sub: 'a', subject: '1' },
    { role: 'subject', sub: 'a', subject: '2' },
    { role: 'service', sub: 'joint-inspection' },
  ];
  expect(new Set(viewers.map(identityClass)).size).toBe(viewers.length);
});

it('takes officers of a department, and auditors, for the same', () => {
  const officer = (sub: string): Viewer => ({ role: 'officer', sub, department: 'water' });
  expect(identityClass(officer('zhang'))).toBe(identityClass(officer('li')));
  expect(identityClass({ role: 'auditor', sub: 'zhang' })).toBe(identityClass({ role: 'auditor', sub: 'li' }));
});
