import { calendarDate, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { PUBLIC_PHASES } from '../draw/phases.js';

/** Draws that anyone may see: from the statement of the freeze on, void ones for ever. */
const PUBLIC_DRAW: Prisma.DrawWhereInput = {
  OR: [{ phase: { in: [...PUBLIC_PHASES] } }, { phase: 'VOID', frozenAt: { not: null } }],
};

/** Plans that anyone may see: those that are published, and what became of them since. */
const PUBLIC_PLAN: Prisma.JointPlanWhereInput = { publishedAt: { not: null } };

/** Plans that a viewer may see: those that are published; a department those that it is in or invited to, lead and auditor all. */
export function visiblePlans(viewer: Viewer): Prisma.JointPlanWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
    case 'leader':
    case 'inspector':
      return { OR: [PUBLIC_PLAN, ...involved(viewer.department)] };
    case 'subject':
    case 'public':
      return PUBLIC_PLAN;
  }
}

/** Plans with a task of a department, those to which it is invited, whatever it answered, and those that it asked for. */
function involved(department: string): readonly Prisma.JointPlanWhereInput[] {
  return [
    { legs: { some: { department } } },
    { invitations: { some: { department } } },
    { requests: { some: { department } } },
  ];
}

/** Draws that a viewer may see: those with a statement; a participating department its own, lead and auditor all. */
export function visibleDraws(viewer: Viewer): Prisma.DrawWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
    case 'leader':
    case 'inspector':
      return { OR: [PUBLIC_DRAW, { plan: { legs: { some: { department: viewer.department } } } }] };
    case 'subject':
    case 'public':
      return PUBLIC_DRAW;
  }
}

/** What becomes public of a visit, each at a moment that its plan has: the visit, and with it or later the crew. */
export type Part = 'disclosure' | 'crewMoment';

/**
 * Visits that a viewer may see. No firm may know beforehand that it will be visited, so the public sees a visit when
 * its plan says: with the draw, when it is done, or after its window (draw protocol, section 6) or the month to which it
 * rolls over. An inspector sees their own, an officer those with a leg of their department, a subject those whose results
 * it was given or a department has published, lead and auditor all.
 */
export function visibleVisits(viewer: Viewer, now: Date): Prisma.VisitWhereInput {
  if (viewer.role !== 'subject') return visiblePart(viewer, now, 'disclosure');
  const told: Prisma.VisitWhereInput[] = [
    { events: { some: { kind: 'FEEDBACK_RECEIVED' } } },
    { disclosures: { some: { kind: 'RESULTS', publishedOn: { not: null } } } },
  ];
  return { OR: [disclosed(now, 'disclosure'), { subjectId: viewer.subject, OR: told }] };
}

/** Visits whose crews a viewer may see: as for visits, but whoever has no part in one waits until its crew is public. */
export function visibleCrews(viewer: Viewer, now: Date): Prisma.VisitWhereInput {
  return visiblePart(viewer, now, 'crewMoment');
}

function visiblePart(viewer: Viewer, now: Date, part: Part): Prisma.VisitWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return {};
    case 'officer':
    case 'leader':
      return { OR: [disclosed(now, part), { departments: { has: viewer.department } }] };
    case 'inspector':
      return { OR: [disclosed(now, part), { seats: { some: { inspectorId: viewer.inspector } } }] };
    case 'subject':
    case 'public':
      return disclosed(now, part);
  }
}

function disclosed(now: Date, part: Part): Prisma.VisitWhereInput {
  const after = (moment: string): Prisma.VisitWhereInput => ({ draw: { phase: 'DRAWN', plan: { [part]: moment } } });
  const today = calendarDate(now);
  return {
    OR: [
      after('AT_DRAW'),
      { ...after('AT_VISIT'), status: 'COMPLETED' },
      {
        ...after('AFTER_WINDOW'),
        windowLast: { lt: today },
        OR: [{ rollsOverTo: null }, { rollsOverTo: { lt: today } }],
      },
    ],
  };
}
