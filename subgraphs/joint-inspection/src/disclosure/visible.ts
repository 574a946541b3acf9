import { calendarDate, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { PUBLIC_PHASES } from '../draw/phases.js';

/** Draws that anyone may see: from the statement of the freeze on, void ones for ever. */
const PUBLIC_DRAW: Prisma.DrawWhereInput = {
  OR: [{ phase: { in: [...PUBLIC_PHASES] } }, { phase: 'VOID', frozenAt: { not: null } }],
};

/** Plans that a viewer may see: those with a public draw; a participating department its own, lead and auditor all. */
export function visiblePlans(viewer: Viewer): Prisma.JointPlanWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
    case 'inspector':
      return { OR: [{ draws: { some: PUBLIC_DRAW } }, { legs: { some: { department: viewer.department } } }] };
    case 'subject':
    case 'public':
      return { draws: { some: PUBLIC_DRAW } };
  }
}

/** Draws that a viewer may see; as for plans. */
export function visibleDraws(viewer: Viewer): Prisma.DrawWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
    case 'inspector':
      return { OR: [PUBLIC_DRAW, { plan: { legs: { some: { department: viewer.department } } } }] };
    case 'subject':
    case 'public':
      return PUBLIC_DRAW;
  }
}

/**
 * Visits that a viewer may see. No firm may know beforehand that it will be visited, so the public sees a visit when
 * its plan says: with the draw, when it is done, or after its window (draw protocol, section 6). An inspector sees
 * their own, an officer those with a leg of their department, lead and auditor all.
 */
export function visibleVisits(viewer: Viewer, now: Date): Prisma.VisitWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
      return { OR: [disclosed(now), { departments: { has: viewer.department } }] };
    case 'inspector':
      return { OR: [disclosed(now), { seats: { some: { inspectorId: viewer.inspector } } }] };
    case 'subject':
    case 'public':
      return disclosed(now);
  }
}

function disclosed(now: Date): Prisma.VisitWhereInput {
  const after = (disclosure: string): Prisma.VisitWhereInput => ({ draw: { phase: 'DRAWN', plan: { disclosure } } });
  return {
    OR: [
      after('AT_DRAW'),
      { ...after('AT_VISIT'), status: 'COMPLETED' },
      { ...after('AFTER_WINDOW'), windowLast: { lt: calendarDate(now) } },
    ],
  };
}
