import { citedAs } from '@onevisit/rules';
import { jointError } from '../errors.js';
import type { PlanRules } from '../rules/PlanRules.js';

/** Of a decision on a penalty that an authority or a court annulled on review (复议、诉讼撤销): it holds no more. */
export const ANNULLED = 'ANNULLED';

/**
 * Checks a reason for which something is not published: one that the department's rules permit, and of an annulled penalty, whatever they
 * say, that it is.
 * @throws OV_JOINT_NOT_PUBLIC, OV_JOINT_DISCLOSURE_NOT_PENALTY
 */
export function checkReason(rules: PlanRules, department: string, kind: string, reason: string | null): void {
  if (reason === ANNULLED) {
    if (kind !== 'PENALTY') throw jointError('OV_JOINT_DISCLOSURE_NOT_PENALTY');
    return;
  }
  const rule = rules.of(department).rule('disclosure');
  if (reason === null || rule === null) return;
  const permitted: readonly string[] = rule.notPublic;
  if (!permitted.includes(reason)) {
    throw jointError('OV_JOINT_NOT_PUBLIC', { reason, permitted: permitted.join(', '), cite: citedAs(rule.cite) });
  }
}
