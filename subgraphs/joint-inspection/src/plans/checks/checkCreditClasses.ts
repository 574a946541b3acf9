import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { QuotaRule } from '../terms.js';
import type { PlanCheck } from './CheckedPlan.js';
import { comparePercent } from './percents.js';

/** From the least risky. */
const CLASSES = ['A', 'B', 'C', 'D'] as const;

/**
 * Rule credit-classes: in a leg divided by credit class a riskier class has no smaller ratio, and no class is without any chance
 * unless the rule permits it (信用风险分类; classes are internal, so that messages name the task, not its ratios).
 * @throws OV_JOINT_RULE_CLASS_ORDER, OV_JOINT_RULE_CLASS_ZERO
 */
export const checkCreditClasses: PlanCheck = ({ legs, rules }) => {
  for (const [index, { department, task, quota }] of legs.entries()) {
    const rule = rules.of(department).rule('credit-classes');
    if (rule === null || task.stratifyBy !== 'CREDIT_CLASS') continue;
    const values = { index, id: task.id, cited: citedAs(rule.cite) };
    const ratios = CLASSES.map((creditClass) => ({ creditClass, rule: ruleFor(quota, creditClass) }));
    for (const { creditClass, rule: ratio } of ratios) {
      if (drawsNobody(ratio) && !rule.zeroPermittedFor.includes(creditClass)) {
        throw jointError('OV_JOINT_RULE_CLASS_ZERO', { ...values, class: creditClass });
      }
    }
    if (rule.order === 'FREE') continue;
    for (const [place, { creditClass, rule: ratio }] of ratios.entries()) {
      const safer = ratios[place - 1];
      const [less, more] = [ratio?.percent, safer?.rule?.percent];
      if (less === undefined || more === undefined || comparePercent(less, more) >= 0) continue;
      throw jointError('OV_JOINT_RULE_CLASS_ORDER', { ...values, class: creditClass, safer: safer?.creditClass ?? '' });
    }
  }
};

function ruleFor(quota: readonly QuotaRule[], stratum: string): QuotaRule | undefined {
  return quota.find((rule) => rule.stratum === stratum) ?? quota.find((rule) => rule.stratum === '*');
}

/** As the protocol computes it (section 3): a maximum of none is none, whatever the minimum. */
function drawsNobody(rule: QuotaRule | undefined): boolean {
  if (rule === undefined || rule.max === 0) return true;
  if ((rule.min ?? 0) > 0) return false;
  return rule.count === 0 || (rule.percent !== undefined && comparePercent(rule.percent, '0') === 0);
}
