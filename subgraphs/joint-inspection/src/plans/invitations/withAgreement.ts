import { appendLedger, calendarDate, type LedgerStep, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { JOINT_SERVICE } from '../../departments/DepartmentClient.js';
import { judgeMove } from '../lifecycle/judgeMove.js';
import { keepMove, type MovedBy } from '../lifecycle/keepMove.js';
import { factsOf, lockPlan, phaseOf } from '../lifecycle/standingPlan.js';

/**
 * Ends an act on a plan's invitations: if with it all departments have agreed, so has the plan, and the ledger tells of both in their
 * order.
 * @param step of the act
 */
export async function withAgreement(
  tx: Prisma.TransactionClient,
  planId: string,
  step: Omit<LedgerStep, 'actor'>,
  by: MovedBy,
): Promise<MutationOutcome<string>> {
  const plan = await lockPlan(tx, planId, JOINT_SERVICE);
  const facts = await factsOf(tx, plan, { to: 'AGREED', on: calendarDate(by.now) }, by.now);
  if (judgeMove(phaseOf(plan), 'ANSWERING', facts).kind !== 'ALLOWED') return { response: planId, step };
  await appendLedger(tx, { ...step, actor: by.actor }, by.now);
  return { response: planId, step: await keepMove(tx, plan, facts, by) };
}
