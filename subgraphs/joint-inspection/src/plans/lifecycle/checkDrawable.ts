import { jointError } from '../../errors.js';
import { wayTo } from './judgeMove.js';
import { DRAWABLE_PHASES, PLAN_PHASES } from './phases.js';
import { shownWay } from './refuseMove.js';
import { phaseOf } from './standingPlan.js';

/**
 * Draws are opened of plans that are published, and not at their end.
 * @throws OV_JOINT_PLAN_NOT_DRAWABLE, with the way that is left to the publication; OV_JOINT_PLAN_FINAL where there is none
 */
export function checkDrawable(plan: { readonly id: string; readonly phase: string }): void {
  const phase = phaseOf(plan);
  if (DRAWABLE_PHASES.includes(phase)) return;
  const way = wayTo(phase, 'PUBLISHED');
  const shown = { id: plan.id, phase, phaseZh: PLAN_PHASES[phase].zh, to: 'PUBLISHED', toZh: PLAN_PHASES.PUBLISHED.zh };
  if (way.length === 0) throw jointError('OV_JOINT_PLAN_FINAL', shown);
  throw jointError(
    'OV_JOINT_PLAN_NOT_DRAWABLE',
    { ...shown, ...shownWay(way) },
    { phase, way: way.map(({ to }) => to) },
  );
}
