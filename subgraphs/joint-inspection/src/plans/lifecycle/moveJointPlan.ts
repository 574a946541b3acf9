import { actorOf, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { judgeMove } from './judgeMove.js';
import { keepMove } from './keepMove.js';
import type { MoverName } from './movers.js';
import type { PlanFacts } from './PlanFacts.js';
import { refuseMove } from './refuseMove.js';
import { factsOf, lockPlan, phaseOf, type StandingPlan, type StatedMove } from './standingPlan.js';

/** A move of a plan: GraphQL's MoveJointPlanInput. */
export interface MoveJointPlanInput extends StatedMove {
  readonly planId: string;
}

/**
 * Moves a plan to another phase, as the machine lets it. Moves that follow from other acts are refused here, and the refusal names the act.
 * @returns the plan's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_PLAN_*
 */
export async function moveJointPlan(
  tx: Prisma.TransactionClient,
  viewer: Viewer,
  input: MoveJointPlanInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const plan = await lockPlan(tx, input.planId, viewer);
  const facts = await allowedMove(tx, plan, viewer.role === 'lead' ? 'LEAD' : null, input, now);
  return { response: plan.id, step: await keepMove(tx, plan, facts, { actor: actorOf(viewer), now }) };
}

/**
 * The facts of a move that the machine allows.
 * @throws OV_JOINT_PLAN_FINAL, OV_JOINT_PLAN_NO_MOVE, OV_JOINT_PLAN_NOT_YOURS, OV_JOINT_PLAN_MISSING
 */
export async function allowedMove(
  tx: Prisma.TransactionClient,
  plan: StandingPlan,
  by: MoverName | null,
  stated: StatedMove,
  now: Date,
): Promise<PlanFacts> {
  const from = phaseOf(plan);
  const facts = await factsOf(tx, plan, stated, now);
  const judgement = judgeMove(from, by, facts);
  if (judgement.kind !== 'ALLOWED') throw refuseMove(plan.id, from, stated.to, judgement);
  return facts;
}
