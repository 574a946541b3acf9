import { actorOf, type Viewer } from '@onevisit/kit';
import { expect, it } from 'vitest';
import { accountOf, officeOf } from './actors.js';

it.each<[Viewer, string, string]>([
  [{ role: 'lead', sub: 'chen', department: 'market-regulation' }, 'chen', 'lead:market-regulation'],
  [{ role: 'officer', sub: 'a:b', department: 'health' }, 'a:b', 'officer:health'],
  [{ role: 'leader', sub: 'y', department: 'health' }, 'y', 'leader:health'],
  [{ role: 'inspector', sub: 'x', department: 'health', inspector: 'health:inspector:1' }, 'x', 'inspector:health'],
  [{ role: 'auditor', sub: 'lead:x' }, 'lead:x', 'auditor'],
  [{ role: 'service', sub: 'joint-inspection' }, 'joint-inspection', 'service'],
])('parts of the actor of %o', (viewer, account, office) => {
  expect(accountOf(actorOf(viewer))).toBe(account);
  expect(officeOf(actorOf(viewer))).toBe(office);
});

it('has no parts of the public, who has no account', () => {
  expect([accountOf('public'), officeOf('public')]).toEqual(['public', 'public']);
});
