import type { CitedRule, Mark } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import type { PlanRules } from '../rules/PlanRules.js';
import { type Counting, counts, DRAWN_KINDS, type GroupedLeg, mostOfDraw } from './Counting.js';

/** A cap of visits (检查频次上限) that a leg has: by the rules of its department, or by the plan itself. */
export interface LegCap {
  readonly legId: string;
  readonly ground: 'visit-cap' | 'plan-cap';
  readonly counting: Counting;
  /** A subject that has more visits than these stands in the leg's pool as CAP_REACHED; negative: every subject does. */
  readonly left: number;
  /** Marks of subjects for whom it does not hold. */
  readonly liftedFor: readonly Mark[];
  /** Codes of exceptions that a department may file. */
  readonly exceptions: readonly string[];
}

/** What caps are made of. */
export interface CappedPlan {
  readonly visitCap: number | null;
  readonly legs: readonly GroupedLeg[];
  readonly rules: PlanRules;
}

/** Plans whose draws have caps, by rules or of their own. */
export const CAPPED: Prisma.JointPlanWhereInput = { OR: [{ visitCap: { not: null } }, { capRules: true }] };

/**
 * The caps of a plan's legs; both hold where a leg has two. A plan may take several visits of a subject, and its legs' pools are
 * read side by side: so legs get them in the order of their groups, then their ids, whoever stands in their pools.
 * @throws OV_RULES_VALUE_UNSET for a cap that a document left unknown
 */
export function capsOfPlan({ visitCap, legs, rules }: CappedPlan): readonly LegCap[] {
  const inOrder = legs.toSorted((a, b) => a.group - b.group || (a.id < b.id ? -1 : 1));
  return inOrder.flatMap((leg, index) => {
    const needed = (counting: Counting): number => mostOfDraw(counting, inOrder.slice(0, index + 1));
    const caps: LegCap[] = [];
    const of = rules.of(leg.department);
    const rule = of.rule('visit-cap');
    if (rule !== null) {
      const counting = countingOf(rule, leg);
      const most = of.settled('visit-cap', 'most', rule.most);
      const { liftedFor, exceptions } = rule;
      const cap = { legId: leg.id, counting, left: most - needed(counting), liftedFor, exceptions };
      if (counts(counting, leg)) caps.push({ ...cap, ground: 'visit-cap' });
    }
    if (visitCap !== null) {
      const left = visitCap - needed(FROM_PLANS);
      caps.push({ legId: leg.id, ground: 'plan-cap', counting: FROM_PLANS, left, liftedFor: [], exceptions: [] });
    }
    return caps;
  });
}

/** Whether freezes of a plan share the budget of their year. */
export function isCapped({
  visitCap,
  capRules,
}: {
  readonly visitCap: number | null;
  readonly capRules: boolean;
}): boolean {
  return visitCap !== null || capRules;
}

/** Visits from joint plans: what a plan's own cap counts. */
const FROM_PLANS: Counting = {
  by: 'ALL',
  kinds: DRAWN_KINDS,
  outsideKinds: [],
  joint: 'ONCE',
  of: 'TAKEN',
  years: 1,
};

function countingOf(rule: CitedRule<'visit-cap'>, leg: GroupedLeg): Counting {
  const { countedBy, kinds, joint } = rule;
  const by = { DEPARTMENT: { department: leg.department }, LEVEL: { level: leg.level }, ALL: 'ALL' } as const;
  return { by: by[countedBy], kinds, outsideKinds: kinds, joint, of: 'TAKEN', years: 1 };
}
