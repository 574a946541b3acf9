import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { PlanCheck } from './CheckedPlan.js';

/**
 * Rule initiation: who initiates a joint plan. Where no pack says otherwise the initiator takes part; a coordinating office that
 * the rule names need not (Karamay 四(三); Xinyang 二(四)).
 * @throws OV_JOINT_INITIATOR, OV_JOINT_RULE_INITIATOR
 */
export const checkInitiation: PlanCheck = ({ initiator, legs, rules }) => {
  if (legs.some(({ department }) => department === initiator)) return;
  const rule = rules.city.rule('initiation');
  if (rule === null) throw jointError('OV_JOINT_INITIATOR', { initiator });
  if (rule.coordinators.includes(initiator) || rule.initiator === 'ANY') return;
  const coordinators = rule.coordinators.join(', ') || '—';
  throw jointError('OV_JOINT_RULE_INITIATOR', { initiator, coordinators, cited: citedAs(rule.cite) });
};
