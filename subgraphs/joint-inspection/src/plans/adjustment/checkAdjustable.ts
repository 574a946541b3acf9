import { jointError } from '../../errors.js';
import { OPEN_PHASES, PLAN_PHASES } from '../lifecycle/phases.js';
import { phaseOf, type StandingPlan, textOf } from '../lifecycle/standingPlan.js';
import type { PlanInput, ProposedLeg } from '../proposePlan.js';
import type { AdjustInput } from './adjustJointPlan.js';

/** What the lead does first where a plan cannot be adjusted. */
const FIRST = {
  RETURN: { zh: '请先退回（moveJointPlan 至 RETURNED）', en: 'return it first (moveJointPlan to RETURNED)' },
  VOID: { zh: '抽取已开始，请先作废（voidDraw）', en: 'a draw of it stands; void that first (voidDraw)' },
  OVER: { zh: '已结束，请另行提出计划', en: 'it is at its end; convene another plan' },
} as const;

/**
 * What may be adjusted: all but the year while the plan is a draft, its departments are invited, or it is returned. Once it is published,
 * and before a draw of it is opened: its title, windows, terms, and tasks of its departments, one of which may leave; not who
 * initiates, and no department is added, as it would not have been asked.
 * @throws OV_JOINT_PLAN_NOT_ADJUSTABLE, OV_JOINT_PLAN_ADJUST_WHY, OV_JOINT_PLAN_ADJUST_FIELD, OV_JOINT_PLAN_ADJUST_DEPARTMENT
 */
export function checkAdjustable(
  plan: StandingPlan,
  input: PlanInput,
  { why, reference }: AdjustInput,
  legs: readonly ProposedLeg[],
): void {
  const phase = phaseOf(plan);
  if (OPEN_PHASES.includes(phase)) return;
  const first = firstStep(plan);
  if (first !== null) {
    throw jointError('OV_JOINT_PLAN_NOT_ADJUSTABLE', { id: plan.id, phase, phaseZh: PLAN_PHASES[phase].zh, ...first });
  }
  if (textOf(why) === null || textOf(reference) === null) throw jointError('OV_JOINT_PLAN_ADJUST_WHY');
  for (const field of ['initiator', 'coInitiator'] as const) {
    if ((input[field] ?? null) !== plan[field]) throw jointError('OV_JOINT_PLAN_ADJUST_FIELD', { field });
  }
  const present = new Set(plan.legs.map(({ department }) => department));
  const added = legs.find(({ department }) => !present.has(department));
  if (added !== undefined) throw jointError('OV_JOINT_PLAN_ADJUST_DEPARTMENT', { department: added.department });
}

function firstStep(plan: StandingPlan): (typeof FIRST)[keyof typeof FIRST] | null {
  const phase = phaseOf(plan);
  switch (phase) {
    case 'AGREED':
    case 'AT_CONFERENCE':
    case 'APPROVED':
    case 'FILED':
      return FIRST.RETURN;
    case 'CONCLUDED':
    case 'WITHDRAWN':
    case 'VOID':
      return FIRST.OVER;
    default:
      return plan.draws.every((draw) => draw.phase === 'VOID') ? null : FIRST.VOID;
  }
}
