import { expect, it } from 'vitest';
import { actorOf, roles, viewerSchema } from './viewer.js';

it('names whoever acts by role, department and subject', () => {
  expect(actorOf({ role: 'public' })).toBe('public');
  expect(actorOf({ role: 'officer', sub: 'zhang', department: 'water' })).toBe('officer:water:zhang');
  expect(actorOf({ role: 'service', sub: 'joint-inspection' })).toBe('service:joint-inspection');
});

it('has a schema for every role, and takes any code of the register', () => {
  const members = { sub: 's', subject: '91350100M000100Y43', department: 'area-51', inspector: 'area-51:inspector:1' };
  for (const role of roles) expect(viewerSchema.parse({ role, ...members }).role).toBe(role);
  expect(viewerSchema.safeParse({ role: 'officer', sub: 's', department: 'Water' }).success).toBe(false);
  expect(viewerSchema.safeParse({ role: 'officer', sub: '', department: 'water' }).success).toBe(false);
});
