import type { Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';

/** Which joint plans: GraphQL's JointPlanFilter; every given condition must hold. */
export interface PlanFilter {
  readonly year?: number | null;
  readonly department?: string | null;
  readonly phase?: string | null;
  readonly drawPhase?: string | null;
  readonly mine?: boolean | null;
}

/** A filter as conditions. */
export function plansWhere(filter: PlanFilter, viewer: Viewer): Prisma.JointPlanWhereInput {
  const where: Prisma.JointPlanWhereInput[] = [];
  if (filter.year != null) where.push({ year: filter.year });
  if (filter.department != null) where.push(withDepartment(filter.department));
  if (filter.phase != null) where.push({ phase: filter.phase });
  if (filter.drawPhase != null) where.push({ draws: { some: { phase: filter.drawPhase } } });
  if (filter.mine === true) where.push(ownPlans(viewer));
  return { AND: where };
}

function withDepartment(department: string): Prisma.JointPlanWhereInput {
  return { legs: { some: { department } } };
}

/** An inspector's plans are those in which they hold a seat, an official's those of their department; nobody else has any. */
function ownPlans(viewer: Viewer): Prisma.JointPlanWhereInput {
  switch (viewer.role) {
    case 'inspector': {
      const seats = { some: { inspectorId: viewer.inspector } };
      return { draws: { some: { phase: 'DRAWN', visits: { some: { seats } } } } };
    }
    case 'officer':
    case 'leader':
    case 'lead':
      return { OR: [{ initiator: viewer.department }, withDepartment(viewer.department)] };
    default:
      return { id: { in: [] } };
  }
}
