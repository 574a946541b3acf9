import { dayNumber } from '@onevisit/draw';
import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { PlanRules } from '../../rules/PlanRules.js';

/** A plan, as far as its windows go. */
export interface WindowedPlan {
  readonly minOverlap: number;
  readonly legs: readonly {
    readonly department: string;
    readonly task: { readonly id: string; readonly window: Days };
  }[];
  readonly rules: PlanRules;
}

/**
 * Rule one-visit: the legs' windows meet, so that whoever is drawn for several is visited once (Karamay 四(三); Luohe art. 4, 16;
 * Chifeng 三(二)1).
 * @throws OV_JOINT_RULE_ONE_VISIT
 */
export function checkOneVisit({ legs, rules, minOverlap }: WindowedPlan): void {
  for (const [index, leg] of legs.entries()) {
    for (const [before, other] of legs.slice(0, index).entries()) {
      const rule = rules.of(leg.department).rule('one-visit') ?? rules.of(other.department).rule('one-visit');
      if (rule?.legs !== 'MUST_MEET') continue;
      if (daysInCommon(leg.task.window, other.task.window) >= minOverlap) continue;
      const values = {
        index,
        before,
        id: leg.task.id,
        other: other.task.id,
        days: minOverlap,
        cited: citedAs(rule.cite),
      };
      throw jointError('OV_JOINT_RULE_ONE_VISIT', values);
    }
  }
}

interface Days {
  readonly first: string;
  readonly last: string;
}

/** How many days two windows share; none or fewer where they do not meet. Dates that do not exist are refused elsewhere. */
function daysInCommon(one: Days, other: Days): number {
  const first = one.first > other.first ? one.first : other.first;
  const last = one.last < other.last ? one.last : other.last;
  return (dayNumber(last) ?? 0) - (dayNumber(first) ?? 0) + 1;
}
