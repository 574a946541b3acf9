import { type Conflict, citedAs, smallestConflict } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { PlanRules } from '../../rules/PlanRules.js';
import { cautionOf, type PlanCaution } from './cautionOf.js';
import { legBounds, type MeasuredLeg } from './legBounds.js';

/** A leg whose quota is to be checked, and whose it is. */
export interface FeasibleLeg extends MeasuredLeg {
  readonly department: string;
}

/** Whether a plan can be drawn as it stands. */
export interface Feasibility {
  /** Of each leg that cannot, the fewest rules in conflict: such a plan is not frozen. */
  readonly conflicts: readonly Conflict[];
  /** Of each other leg, what it is short of: it draws fewer, or leaves seats empty, and the record says so. */
  readonly shortages: readonly Conflict[];
  /** What the public will be able to conclude from the draw; it is frozen all the same. */
  readonly cautions: readonly PlanCaution[];
}

/** Checks quotas against the strata, the rules and the people that there are (可行性核验). */
export function feasibilityOf(legs: readonly FeasibleLeg[], rules: PlanRules): Feasibility {
  const conflicts: Conflict[] = [];
  const shortages: Conflict[] = [];
  for (const leg of legs) {
    const bounded = legBounds(leg, rules.of(leg.department));
    const conflict = smallestConflict(bounded);
    if (conflict !== null) {
      conflicts.push(conflict);
      continue;
    }
    const shortage = smallestConflict({ ...bounded, bounds: [...bounded.bounds, ...bounded.facts] });
    if (shortage !== null) shortages.push(shortage);
  }
  return { conflicts, shortages, cautions: legs.flatMap((leg) => cautionOf(leg) ?? []) };
}

/**
 * Refuses to freeze a plan whose rules contradict each other.
 * @throws OV_JOINT_INFEASIBLE, with the fewest rules in conflict and what would resolve it
 */
export function refuseInfeasible({ conflicts }: Pick<Feasibility, 'conflicts'>): void {
  const [conflict] = conflicts;
  if (conflict === undefined) return;
  const { leg, bounds, remedies } = conflict;
  const [zh, en] = (['zh', 'en'] as const).map((language) => ({
    bounds: bounds.map(({ text, cite }) => `${text[language]}${cite.length === 0 ? '' : ` [${citedAs(cite)}]`}`),
    remedies: remedies.map((remedy) => `${remedy.bound.text[language]} → ${remedy.count}`),
  }));
  throw jointError('OV_JOINT_INFEASIBLE', {
    leg,
    boundsZh: zh?.bounds.join('；') ?? '',
    remediesZh: zh?.remedies.join('；') ?? '',
    bounds: en?.bounds.join('; ') ?? '',
    remedies: en?.remedies.join('; ') ?? '',
  });
}
