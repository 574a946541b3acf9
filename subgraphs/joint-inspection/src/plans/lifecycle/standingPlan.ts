import { calendarDate, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { visiblePlans } from '../../disclosure/visible.js';
import type { DrawPhase } from '../../draw/phases.js';
import { jointError } from '../../errors.js';
import { rulesOfPlan } from '../../rules/PlanRules.js';
import { isInitiatorIn } from '../checks/checkInitiation.js';
import type { PlanFacts } from './PlanFacts.js';
import { ALL_PHASES, type PlanPhase } from './phases.js';
import { drawnSoFar, reachedPhase } from './reachedPhase.js';

/** A plan in a transaction that may move it: its row is locked. */
export type StandingPlan = Awaited<ReturnType<typeof lockPlan>>;

/**
 * Locks a plan. Whoever locks a draw or a visit of it as well does so before.
 * @param viewer may see it; whoever may not is told no more than of one that does not exist
 * @throws OV_JOINT_UNKNOWN_PLAN
 */
export async function lockPlan(tx: Prisma.TransactionClient, id: string, viewer: Viewer) {
  await tx.$executeRaw`SELECT 1 FROM joint_plan WHERE id = ${id} FOR NO KEY UPDATE`;
  const plan = await tx.jointPlan.findFirst({
    where: { AND: [{ id }, visiblePlans(viewer)] },
    include: {
      legs: { orderBy: { id: 'asc' } },
      invitations: true,
      draws: { orderBy: { seq: 'asc' }, select: { id: true, phase: true, batchLast: true } },
      moves: { orderBy: { number: 'desc' }, take: 1 },
    },
  });
  if (plan === null) throw jointError('OV_JOINT_UNKNOWN_PLAN', { id });
  return plan;
}

/** The phase of a plan's row. */
export function phaseOf({ phase }: { readonly phase: string }): PlanPhase {
  const found = ALL_PHASES.find((each) => each === phase);
  if (found === undefined) throw new Error(`"${phase}" is no phase of a plan`);
  return found;
}

/** What whoever moves a plan states. */
export interface StatedMove {
  readonly to: PlanPhase;
  /** The day on which it took place; today unless told otherwise. */
  readonly on?: string | null;
  readonly reference?: string | null;
  readonly why?: string | null;
  readonly answerBy?: string | null;
}

/** What is known of a plan that is to move. */
export async function factsOf(
  tx: Prisma.TransactionClient,
  plan: StandingPlan,
  stated: StatedMove,
  now: Date,
): Promise<PlanFacts> {
  const today = calendarDate(now);
  const departments = [...new Set(plan.legs.map(({ department }) => department))];
  const answers = new Map(plan.invitations.map(({ department, state }) => [department, state]));
  return {
    to: stated.to,
    today,
    on: stated.on ?? today,
    since: plan.moves[0]?.on ?? '',
    reference: textOf(stated.reference),
    why: textOf(stated.why),
    answerBy: stated.answerBy ?? null,
    departments,
    initiatorsIn: await areInitiatorsIn(tx, plan, departments),
    unanswered: departments.filter((department) => answers.get(department) !== 'ACCEPTED'),
    draws: plan.draws.map(({ phase }) => ({ phase: phase as DrawPhase })),
    lastDay: await lastDayOf(tx, plan, stated.to),
    reached: plan.publishedAt === null ? phaseOf(plan) : reachedPhase(await drawnSoFar(tx, plan)),
  };
}

async function areInitiatorsIn(
  tx: Prisma.TransactionClient,
  { id, initiator, coInitiator }: StandingPlan,
  departments: readonly string[],
): Promise<boolean> {
  const absent = [initiator, coInitiator].filter((code) => code !== null && !departments.includes(code));
  if (absent.length === 0) return true;
  const { city } = await rulesOfPlan(tx, id);
  return absent.every((code) => code !== null && isInitiatorIn(code, departments, city));
}

/** The last day of the plan's windows; where it is to be concluded, of the months into which its visits roll over as well. */
async function lastDayOf(tx: Prisma.TransactionClient, plan: StandingPlan, to: PlanPhase): Promise<string> {
  const last = plan.legs.map(({ windowLast }) => windowLast).reduce((a, b) => (a > b ? a : b), '');
  if (to !== 'CONCLUDED') return last;
  const where = { drawId: { in: plan.draws.map(({ id }) => id) }, rollsOverTo: { gt: last }, draw: { phase: 'DRAWN' } };
  return (await tx.visit.aggregate({ where, _max: { rollsOverTo: true } }))._max.rollsOverTo ?? last;
}

/** A text that says something; null for an empty one. */
export function textOf(text: string | null | undefined): string | null {
  return text?.trim() || null;
}
