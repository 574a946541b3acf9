import { citedAs } from '@onevisit/rules';
import { jointError } from '../errors.js';
import type { VisitAct } from './VisitAct.js';

/**
 * Where the rules say who must be at the door, somebody must have been (Karamay 三(五)).
 * @throws OV_JOINT_NOT_STARTED
 */
export function checkStarted({ visit, rules }: VisitAct, department: string, on: string): void {
  const rule = rules.of(department).rule('officers');
  if (rule === null || visit.starts.some((start) => start.department === department)) return;
  const present = visit.checkIns.filter((row) => row.department === department && row.on === on).length;
  const values = { id: visit.id, department, present, fewest: rule.fewest, cite: citedAs(rule.cite) };
  throw jointError('OV_JOINT_NOT_STARTED', values);
}
