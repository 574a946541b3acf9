import { citedAs, type Rules } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { PlanCheck } from './CheckedPlan.js';

/**
 * Rule initiation: who initiates a joint plan. Where no pack says otherwise the initiators take part; a coordinating office that
 * the rule names need not (Karamay 四(三); Xinyang 二(四)).
 * @throws OV_JOINT_INITIATOR, OV_JOINT_RULE_INITIATOR
 */
export const checkInitiation: PlanCheck = ({ initiators, legs, rules }) => {
  const departments = legs.map(({ department }) => department);
  for (const initiator of initiators) {
    if (isInitiatorIn(initiator, departments, rules.city)) continue;
    const rule = rules.city.rule('initiation');
    if (rule === null) throw jointError('OV_JOINT_INITIATOR', { initiator });
    const coordinators = rule.coordinators.join(', ') || '—';
    throw jointError('OV_JOINT_RULE_INITIATOR', { initiator, coordinators, cited: citedAs(rule.cite) });
  }
};

/** Whether an initiator takes part, or may do without by the city's rules. */
export function isInitiatorIn(initiator: string, departments: readonly string[], city: Rules): boolean {
  if (departments.includes(initiator)) return true;
  const rule = city.rule('initiation');
  return rule !== null && (rule.coordinators.includes(initiator) || rule.initiator === 'ANY');
}
