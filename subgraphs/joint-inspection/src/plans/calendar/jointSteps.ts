import type { Database, Prisma } from '../../database.js';
import type { PlanPhase } from '../lifecycle/phases.js';
import type { PlanStep } from './planSteps.js';

/** Steps of joint plans that are moves of each plan: done once it is in the phase. */
const PHASE_OF_STEP: Readonly<Partial<Record<PlanStep['step'], PlanPhase>>> = {
  CONFERENCE: 'APPROVED',
  FILE: 'FILED',
  PUBLISH: 'PUBLISHED',
};

/** The phase with which a step of the plan calendar is done; null for a step that no move makes. */
export function phaseOfStep({ plan, step }: Pick<PlanStep, 'plan' | 'step'>): PlanPhase | null {
  return plan === 'JOINT' ? (PHASE_OF_STEP[step] ?? null) : null;
}

/** A joint plan of a year, and the days on which it came to its phases; since it was returned last, if it was. */
export interface DatedPlan {
  readonly planId: string;
  readonly days: ReadonlyMap<string, string>;
}

/**
 * The joint plans of a year whose steps count, in the order in which they were convened; not those that were withdrawn or are void.
 * @param visible which of them whoever asks may see
 */
export async function datedPlans(
  database: Database | Prisma.TransactionClient,
  year: number,
  visible: Prisma.JointPlanWhereInput,
): Promise<readonly DatedPlan[]> {
  const plans = await database.jointPlan.findMany({
    where: { AND: [{ year, phase: { notIn: ['WITHDRAWN', 'VOID'] satisfies PlanPhase[] } }, visible] },
    orderBy: { seq: 'asc' },
    select: { id: true, moves: { orderBy: { number: 'asc' } } },
  });
  return plans.map(({ id: planId, moves }) => {
    const returned = moves.findLastIndex(({ phase }) => phase === 'RETURNED');
    const days = new Map<string, string>();
    // A plan comes to PUBLISHED again when a draw of it is voided; the first time is its publication.
    for (const { phase, on } of moves.slice(returned + 1)) if (!days.has(phase)) days.set(phase, on);
    return { planId, days };
  });
}
