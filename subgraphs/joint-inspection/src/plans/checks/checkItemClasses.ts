import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { CheckedLeg, PlanCheck } from './CheckedPlan.js';
import { comparePercent } from './percents.js';

/**
 * Rule item-classes: general items have an upper limit of their ratio, and the quota keeps it; batches whose order is drawn are for
 * key items (Xinyang 二(二)). Here stands what shows without the pools; their real strata are checked at the freeze.
 * @throws OV_JOINT_RULE_RATIO_LIMIT, OV_JOINT_RULE_RATIO_OVER, OV_JOINT_RULE_BATCHES
 */
export const checkItemClasses: PlanCheck = ({ legs, rules, batches }) => {
  for (const [index, leg] of legs.entries()) {
    const rule = rules.of(leg.department).rule('item-classes');
    if (rule === null) {
      if (batches > 1) throw jointError('OV_JOINT_RULE_NO_BATCHES', { department: leg.department });
      continue;
    }
    const cited = citedAs(rule.cite);
    if (rule.generalRatioLimit === 'REQUIRED') checkGeneralItems(leg, index, cited);
    if (batches > 1) {
      const general = leg.task.items.find(({ itemClass }) => itemClass === 'GENERAL');
      if (rule.keyBatchOrder !== 'BY_LOT') throw jointError('OV_JOINT_RULE_NO_BATCHES', { department: leg.department });
      if (general !== undefined) throw jointError('OV_JOINT_RULE_BATCHES', { index, item: general.id, cited });
    }
  }
};

function checkGeneralItems({ task, quota }: CheckedLeg, index: number, cited: string): void {
  for (const { id, itemClass, ratioLimit } of task.items) {
    if (itemClass !== 'GENERAL') continue;
    if (ratioLimit === null) throw jointError('OV_JOINT_RULE_RATIO_LIMIT', { index, item: id, cited });
    const ratios = quota.map(({ percent, max }) => (max === undefined ? percent : undefined));
    const over = ratios.every((percent) => percent !== undefined && comparePercent(percent, ratioLimit) > 0);
    if (over) throw jointError('OV_JOINT_RULE_RATIO_OVER', { index, item: id, limit: ratioLimit, cited });
  }
}
