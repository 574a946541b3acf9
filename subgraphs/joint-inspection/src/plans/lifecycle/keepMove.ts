import { appendLedger, type LedgerStep } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import type { PlanFacts } from './PlanFacts.js';
import { phaseOf, type StandingPlan } from './standingPlan.js';

/** Who moved a plan, and when. */
export interface MovedBy {
  /** As `actorOf` names them. */
  readonly actor: string;
  readonly now: Date;
}

type Kept = Pick<PlanFacts, 'to' | 'on' | 'reference' | 'why'>;

/**
 * Keeps a move that the machine allows: the plan's phase, and a row of its history. With the first publication the plan is public.
 * @returns the step for the ledger
 */
export async function keepMove(
  tx: Prisma.TransactionClient,
  plan: StandingPlan,
  { to, on, reference, why }: Kept,
  { actor, now }: MovedBy,
): Promise<LedgerStep> {
  const { id: planId } = plan;
  const number = (plan.moves[0]?.number ?? 0) + 1;
  const published = to === 'PUBLISHED' && plan.publishedAt === null ? { publishedAt: now } : {};
  await tx.jointPlan.update({ where: { id: planId }, data: { phase: to, ...published } });
  await tx.planMove.create({ data: { planId, number, phase: to, on, at: now, by: actor, reference, why } });
  const detail = { from: phaseOf(plan), to, on, reference, why };
  return { actor, action: 'plan.move', target: planId, detail };
}

/** Keeps a move that follows from another act: its step stands on the ledger before that of the act. */
export async function keepFollowing(
  tx: Prisma.TransactionClient,
  plan: StandingPlan,
  move: Kept,
  by: MovedBy,
): Promise<void> {
  await appendLedger(tx, await keepMove(tx, plan, move, by), by.now);
}
