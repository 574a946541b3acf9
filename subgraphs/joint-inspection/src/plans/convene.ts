import { randomUUID } from 'node:crypto';
import { calendarDate, globalId, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { pinRules, rulesInForce } from '../rules/PlanRules.js';
import { keepBatches } from './batches/keepBatches.js';
import { keepLegs, permittedColumns } from './keepPlan.js';
import type { MovedBy } from './lifecycle/keepMove.js';
import { keptOrigin, type PlanOrigin, settleOrigin } from './origin.js';
import type { PlanInput, ProposedPlan } from './proposePlan.js';

/** A joint plan to convene: GraphQL's ConveneJointPlanInput. */
export interface ConveneInput extends PlanInput {
  readonly origin?: PlanOrigin | null;
}

/**
 * Convenes a joint plan as a draft. Its terms are those of the tasks as they stand now, whatever the departments change afterwards, and with
 * them it keeps the rule packs in force, which must permit it.
 * @returns the plan's id
 * @throws OV_JOINT_RULE_*, OV_JOINT_INITIATOR, OV_JOINT_CO_INITIATOR, OV_JOINT_ORIGIN_REFERENCE, OV_JOINT_*LIST*, OV_JOINT_UNKNOWN_REQUEST, OV_JOINT_REQUEST_ANSWERED,
 *   OV_JOINT_DISCLOSURE_EARLY, and what `checkStandings` refuses
 */
export async function convene(
  tx: Prisma.TransactionClient,
  input: ConveneInput,
  plan: ProposedPlan,
  { actor, now }: MovedBy,
): Promise<MutationOutcome<string>> {
  const id = globalId('joint-inspection', 'plan', randomUUID());
  const today = calendarDate(now);
  const departments = new Set(plan.legs.map((leg) => leg.department));
  const rules = await rulesInForce(tx, today, departments);
  const columns = permittedColumns(input, plan, rules);
  const origin = keptOrigin(input.origin, input);
  const draft = { number: 1, phase: 'DRAFT', on: today, at: now, by: actor };
  await tx.jointPlan.create({
    data: { ...columns, id, origin, phase: 'DRAFT', convenedAt: now, moves: { create: draft } },
  });
  await keepBatches(tx, id, plan.batchWindows);
  const pinned = await pinRules(tx, id, departments, today);
  await keepLegs(tx, id, plan.legs, rules);
  await settleOrigin(tx, origin, id, { actor, now });
  const { title, year, initiator, coInitiator, visitCap, trustworthy, batches, batchDraws } = columns;
  const detail = {
    title,
    year,
    initiator,
    coInitiator,
    visitCap,
    trustworthy,
    batches,
    batchDraws,
    origin,
    rules: pinned,
    terms: plan.terms,
  };
  return { response: id, step: { action: 'plan.convene', target: id, detail } };
}
