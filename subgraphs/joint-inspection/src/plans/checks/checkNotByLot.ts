import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { PlanCheck } from './CheckedPlan.js';

/**
 * Rule not-by-lot: what the law excludes from lots is in no plan (Changzhou 三2). Departments refuse such tasks themselves; this is for those
 * whose software does not.
 * @throws OV_JOINT_RULE_NOT_BY_LOT
 */
export const checkNotByLot: PlanCheck = ({ legs, rules }) => {
  for (const [index, { department, task }] of legs.entries()) {
    const rule = rules.of(department).rule('not-by-lot');
    const item = task.items.find(({ byLot }) => !byLot);
    if (rule === null || item === undefined) continue;
    throw jointError('OV_JOINT_RULE_NOT_BY_LOT', { index, item: item.id, cited: citedAs(rule.cite) });
  }
};
