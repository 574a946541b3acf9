import type { Viewer } from '@onevisit/kit/identity';

/**
 * Who gets the same answers: all of a role in a department, and each inspector and each subject alone; an officer who also
 * inspects as that inspector, since some fields are about their own visits. Null for the public. Whom else of a department's officers a
 * token names makes no difference to what they may read; that stands on ledgers only.
 */
export function cacheScopeOf(viewer: Viewer): string | null {
  switch (viewer.role) {
    case 'public':
      return null;
    case 'lead':
    case 'leader':
      return JSON.stringify([viewer.role, viewer.department]);
    case 'officer':
    case 'inspector':
      return JSON.stringify([viewer.role, viewer.department, viewer.inspector]);
    case 'subject':
      return JSON.stringify([viewer.role, viewer.subject]);
    case 'auditor':
    case 'service':
      return JSON.stringify([viewer.role]);
  }
}
