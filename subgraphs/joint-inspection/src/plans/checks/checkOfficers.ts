import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { PlanCheck } from './CheckedPlan.js';

/**
 * Rule officers: a department sends no fewer officers than the rule says (Karamay 三(五): at least two).
 * @throws OV_JOINT_RULE_OFFICERS
 */
export const checkOfficers: PlanCheck = ({ legs, rules }) => {
  for (const [index, { department, task }] of legs.entries()) {
    const rule = rules.of(department).rule('officers');
    if (rule === null || task.crew.size >= rule.fewest) continue;
    const values = { index, id: task.id, size: task.crew.size, fewest: rule.fewest, cited: citedAs(rule.cite) };
    throw jointError('OV_JOINT_RULE_OFFICERS', values);
  }
};
