import type { Prisma } from '../../database.js';
import type { DrawPhase } from '../../draw/phases.js';
import type { PlanPhase } from './phases.js';

/** How far the draws of a plan have come, and their visits. */
export interface DrawnSoFar {
  /** Phases of its draws; void ones do not count. */
  readonly draws: readonly DrawPhase[];
  /** Whether a batch has yet to be drawn, of a plan that has a draw for each. */
  readonly batchesLeft: boolean;
  /** Whether a visit has begun. */
  readonly begun: boolean;
  /** Whether there are visits, and every one is made. */
  readonly allMade: boolean;
}

/**
 * The phase to which draws and visits have brought a published plan. The draw that is furthest decides: one that is frozen makes the plan
 * FROZEN, one that is drawn makes it DRAWN, a visit that has begun makes it IN_PROGRESS. It is CONCLUDED when every draw that
 * stands is drawn, no batch has yet to be, and every visit is made.
 */
export function reachedPhase({ draws, batchesLeft, begun, allMade }: DrawnSoFar): PlanPhase {
  const standing = draws.filter((phase) => phase !== 'VOID');
  if (standing.includes('DRAWN')) {
    if (!begun) return 'DRAWN';
    const isDrawn = !batchesLeft && standing.every((phase) => phase === 'DRAWN');
    return allMade && isDrawn ? 'CONCLUDED' : 'IN_PROGRESS';
  }
  return standing.some((phase) => phase === 'FROZEN' || phase === 'DRAWING') ? 'FROZEN' : 'PUBLISHED';
}

/** Reads how far a plan's draws have come: three looks at most, none of which counts visits. */
export async function drawnSoFar(
  tx: Prisma.TransactionClient,
  plan: {
    readonly batches: number;
    readonly batchDraws: string;
    readonly draws: readonly { readonly id: string; readonly phase: string; readonly batchLast: number | null }[];
  },
): Promise<DrawnSoFar> {
  const { draws } = plan;
  const phases = draws.map(({ phase }) => phase as DrawPhase);
  const drawn = draws.filter(({ phase }) => phase === 'DRAWN').map(({ id }) => id);
  const hasVisit = async (status?: Prisma.VisitWhereInput['status']): Promise<boolean> => {
    const where: Prisma.VisitWhereInput = { drawId: { in: drawn }, ...(status !== undefined && { status }) };
    return (await tx.visit.findFirst({ where, select: { id: true } })) !== null;
  };
  const begun = drawn.length > 0 && (await hasVisit({ not: 'PLANNED' }));
  const lastDrawn = Math.max(0, ...draws.map(({ phase, batchLast }) => (phase === 'DRAWN' ? (batchLast ?? 0) : 0)));
  const batchesLeft = plan.batchDraws === 'A_DRAW_EACH' && lastDrawn < plan.batches;
  return { draws: phases, batchesLeft, begun, allMade: begun && !(await hasVisit({ not: 'COMPLETED' })) };
}
