import { jointError } from '../errors.js';
import type { VisitAct } from '../visits/VisitAct.js';

/** Checks that a department has not concluded its part of a visit. @throws OV_JOINT_CONCLUDED */
export function checkNotConcluded(act: VisitAct, department: string): void {
  if (act.daysOf(department, 'CONCLUDED').length === 0) return;
  throw jointError('OV_JOINT_CONCLUDED', { department, id: act.visit.id });
}
