import type { Viewer } from '@onevisit/kit/identity';

/**
 * Who gets the same answers: all of a role in a department, and each inspector and each subject alone. Null for the public.
 * Whom of a department's officers a token names makes no difference to what they may read; that stands on ledgers only.
 */
export function identityClass(viewer: Viewer): string | null {
  switch (viewer.role) {
    case 'public':
      return null;
    case 'lead':
    case 'officer':
    case 'leader':
      return JSON.stringify([viewer.role, viewer.department]);
    case 'inspector':
      return JSON.stringify([viewer.role, viewer.department, viewer.inspector]);
    case 'subject':
      return JSON.stringify([viewer.role, viewer.subject]);
    case 'auditor':
    case 'service':
      return JSON.stringify([viewer.role]);
  }
}
