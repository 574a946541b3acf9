import type { Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';

/**
 * Follow-ups that a viewer may see: officials those that their department has, or has had, a part in, so that a transfer is seen by who
 * sends and who is to receive it; lead and auditors all. Nobody else sees any: what of them is public is disclosed as such.
 */
export function visibleFollowUps(viewer: Viewer): Prisma.FollowUpWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
    case 'leader':
    case 'inspector':
      return { departments: { has: viewer.department } };
    case 'subject':
    case 'public':
      return { seq: { in: [] } };
  }
}
